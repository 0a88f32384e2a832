//! The words of the command line and the help that teaches them.
//!
//! Only reads; decides nothing.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Read Central Kurdish (Sorani) news with its facts beside it.
///
/// Balge opens a folder of texts, finds who, where, when, what was said and agreed, and shows each
/// fact with the words it rests on. Nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(
    name = "balge",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  balge                         open the window where you left it (the first time: on the sample corpus)\n  balge ~/news                  open the window on a folder\n  balge extract ~/news > facts.jsonl\n  balge export ~/news --format csv --out facts.csv\n\nData goes to standard output, progress and problems to standard error.\nExit codes: 0 done, 1 nothing could be done, 2 wrong call."
)]
pub struct Cli {
    /// Folder to open in the window: every document below it is read (text, Word, HTML, tables, mails …).
    pub folder: Option<PathBuf>,
    #[command(subcommand)]
    pub task: Option<Task>,
}

#[derive(Debug, Subcommand)]
pub enum Task {
    Extract(ExtractArgs),
    Explain(ExplainArgs),
    Topics(TopicsArgs),
    #[command(subcommand)]
    Rules(RulesTask),
    Search(SearchArgs),
    #[command(subcommand)]
    View(ViewTask),
    Export(ExportArgs),
    Index(IndexArgs),
    Report(ReportArgs),
    Columns(ColumnsArgs),
    Shared(SharedArgs),
    Eval(EvalArgs),
    Shot(Box<ShotArgs>),
    Layout(Box<LayoutArgs>),
    Generate(GenerateArgs),
}

/// Print the facts of texts: one JSON object a document and line, in path order.
///
/// Offsets are Unicode code points of the original text, half open. Every item carries the rule that
/// made it, its confidence and the exact words it rests on.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  balge extract seeds\n  balge extract a.txt b.txt | jq .statements\n  balge extract ~/news --jobs 4 --out facts.jsonl"
)]
pub struct ExtractArgs {
    /// Folders (walked; files of other types are counted and skipped) or files.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How many documents to work on at a time [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub pack: PackArgs,
    /// Write to a file, whole or not at all, instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct PackArgs {
    /// Folder with language data that adds to or replaces the program's own.
    #[arg(long, value_name = "DIR")]
    pub pack: Option<PathBuf>,
}

/// List the topics with their cues counted, and check each against the test sentences of its file.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  balge topics\n  balge topics --pack ~/my-language-data")]
pub struct TopicsArgs {
    #[command(flatten)]
    pub pack: PackArgs,
}

/// Tell which rules fired or lost at a place of a text, and why.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  balge explain seeds/000_0461045529ccddbe.txt --at 42")]
pub struct ExplainArgs {
    /// The text.
    pub file: PathBuf,
    /// The place: Unicode code points before it.
    #[arg(long, value_name = "N")]
    pub at: u32,
    #[command(flatten)]
    pub pack: PackArgs,
}

/// Check the rules, show one, or compare two sets of language data.
#[derive(Debug, Subcommand)]
pub enum RulesTask {
    /// Run the tests inside every rule file; tells each that fails.
    Test {
        #[command(flatten)]
        pack: PackArgs,
    },
    /// Show a rule: its file, what it is for, its pattern, and what it does on its own tests.
    Why {
        /// Id of the rule, as facts carry it.
        #[arg(value_name = "ID")]
        id: String,
        #[command(flatten)]
        pack: PackArgs,
    },
    /// Tell which facts and topics a folder of texts gains and loses with other language data.
    ///
    /// Prints a line for each with its words and its sentence, then the counts by kind. Where the folder has
    /// language data of its own (.balge/language), both sides are read with it.
    #[command(
        after_help = "Examples:\n  balge rules diff ~/news --pack ~/my-language-data\n  balge rules diff ~/news --pack ~/my-language-data --json | jq 'select(.change == \"lost\")'"
    )]
    Diff {
        /// The corpus.
        folder: PathBuf,
        /// Folder with the language data that adds to or replaces what is in use.
        #[arg(long, value_name = "DIR")]
        pack: PathBuf,
        /// One JSON object a difference and line, a last one with the counts; offsets are code points.
        #[arg(long)]
        json: bool,
    },
}

/// Show which column of a table is the text, the title, the date and the source, or say so.
///
/// Prints a line for each column: its name, what it is taken for, its first value. What is said is kept with
/// the corpus (.balge/columns.json) and holds for every table with those columns. Columns that are nothing
/// of this become filters.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  balge columns ~/news posts.xlsx\n  balge columns ~/news posts.xlsx --text message --date created --source page"
)]
pub struct ColumnsArgs {
    /// The corpus.
    pub folder: PathBuf,
    /// The table's path below it.
    pub table: String,
    /// The column that holds the texts.
    #[arg(long, value_name = "COLUMN")]
    pub text: Option<String>,
    /// The column of titles.
    #[arg(long, value_name = "COLUMN")]
    pub title: Option<String>,
    /// The column of days.
    #[arg(long, value_name = "COLUMN")]
    pub date: Option<String>,
    /// The column of outlets.
    #[arg(long, value_name = "COLUMN")]
    pub source: Option<String>,
    /// The column that names the documents.
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<String>,
    /// Forget what was said; the columns' names decide again.
    #[arg(long, conflicts_with_all = ["text", "title", "date", "source", "id"])]
    pub forget: bool,
}

/// Find words in a folder of texts, however their letters are spelled.
///
/// All words must stand in a text; OR between two lets either do, NOT or - before one keeps texts out, "words in
/// quotation marks" stand in sequence, NEAR/5 between two keeps them that near, * and ? stand for letters, /…/ is a
/// regular expression over whole words. Fields: topic: kind: person: organisation: place: source: language:
/// said: role: date: about-date: title: file: and the columns of metadata.csv; dates are 2020, 2020-08,
/// 2020-08-17, 2020-08..2021-04. Operators and fields have Kurdish names too. How the search was understood is
/// told on standard error. Hits come with their file, their place in Unicode code points and the words around
/// them.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  balge search ~/news WORD\n  balge search ~/news '\"TWO WORDS\" OR WORD' --sort date --json\n  balge search ~/news 'topic:energy date:2020-08..2021-04 kurdistan'\n  balge search ~/news --list names.txt > counts.csv"
)]
pub struct SearchArgs {
    /// The corpus.
    pub folder: PathBuf,
    /// What to find.
    #[arg(required_unless_present = "list", conflicts_with = "list")]
    pub query: Option<String>,
    /// A file with one search a line (- for standard input): prints how many texts and hits each finds.
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// One JSON object a hit and line, a last one with the counts.
    #[arg(long)]
    pub json: bool,
    /// Show at most this many hits; the counts stay those of all.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub matching: MatchingArgs,
    /// Order of the texts: best match first, or newest first.
    #[arg(long, value_enum, default_value_t = SearchSort::Rank)]
    pub sort: SearchSort,
}

#[derive(Debug, Args)]
#[group(multiple = false)]
pub struct MatchingArgs {
    /// Words letter by letter as typed.
    #[arg(long)]
    pub exact: bool,
    /// Words however their letters are spelled.
    #[arg(long)]
    pub folded: bool,
    /// Words with all their inflected forms (the default).
    #[arg(long)]
    pub inflected: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchSort {
    /// Best match first.
    Rank,
    /// Newest first.
    Date,
}

/// Saved views: list them, run one, compare two.
#[derive(Debug, Subcommand)]
pub enum ViewTask {
    /// List the views of a corpus.
    List {
        /// The corpus.
        folder: PathBuf,
        /// One JSON object a view and line.
        #[arg(long)]
        json: bool,
    },
    /// Rows and counts of a view, the same as the window shows.
    Run {
        /// The view's file, in .balge/views of its corpus.
        file: PathBuf,
        /// Run it on this folder instead of the corpus it lies in.
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
        /// One JSON object with documents, facts and counts.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        pack: PackArgs,
    },
    /// What one view shows and another does not.
    Diff {
        /// A view's file.
        left: PathBuf,
        /// Another's; the two may belong to different corpora.
        right: PathBuf,
        /// One JSON object.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        pack: PackArgs,
    },
}

/// Write what a view shows, with its evidence; no cap.
///
/// Spreadsheets get UTF-8 with a byte-order mark, first rows that begin with # and name the view, its
/// filter, the counts and the rule set, then the columns; cells that a spreadsheet would run (=, +, -,
/// @) get a leading apostrophe. JSON lines begin with one object {"header": …}. --bare leaves both out.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  balge export ~/news --out facts.csv\n  balge export ~/news --view ~/news/.balge/views/energy.json --format jsonl"
)]
pub struct ExportArgs {
    /// The corpus.
    pub folder: PathBuf,
    /// Only what this view shows.
    #[arg(long, value_name = "FILE")]
    pub view: Option<PathBuf>,
    /// The form.
    #[arg(long, value_enum, default_value_t = ExportForm::Csv)]
    pub format: ExportForm,
    /// Leave out the rows that name view, filter, counts and rule set.
    #[arg(long)]
    pub bare: bool,
    #[command(flatten)]
    pub pack: PackArgs,
    /// Write to a file, whole or not at all, instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Build or refresh the index of a folder: what the window and searches answer from when it is large.
///
/// Only what is new or changed since the last time is read. The index lies in the user's folder for caches
/// and may be deleted at any time; that costs only time.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  balge index ~/news\n  balge index ~/news --fresh")]
pub struct IndexArgs {
    /// The corpus.
    pub folder: PathBuf,
    /// Begin anew instead of reading only what changed.
    #[arg(long)]
    pub fresh: bool,
    /// How many documents to work on at a time [default: one for each core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    #[command(flatten)]
    pub pack: PackArgs,
}

/// Tell what became of each file: format, encoding, language, size, facts, copy of what, problem.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  balge report ~/news --out report.csv\n  balge report ~/news --problems\n  balge report ~/news --duplicates --format jsonl"
)]
pub struct ReportArgs {
    /// The corpus.
    pub folder: PathBuf,
    /// Only files with a problem.
    #[arg(long)]
    pub problems: bool,
    /// Only exact and near copies of earlier documents.
    #[arg(long)]
    pub duplicates: bool,
    /// Only this language: ckb, kmr, ar, fa, en, und-Latn or und.
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
    /// The form.
    #[arg(long, value_enum, default_value_t = ExportForm::Csv)]
    pub format: ExportForm,
    #[command(flatten)]
    pub pack: PackArgs,
    /// Write to a file, whole or not at all, instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Print the passages that stand in several documents, exact or edited: one JSON object each and line,
/// with its places, the earliest document first.
///
/// Offsets are Unicode code points of the original text, half open.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  balge shared ~/news | jq '.places | length'")]
pub struct SharedArgs {
    /// The corpus.
    pub folder: PathBuf,
    #[command(flatten)]
    pub pack: PackArgs,
    /// Write to a file, whole or not at all, instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// A table for spreadsheets.
    Csv,
    /// One JSON object a fact and line.
    Jsonl,
}

/// Score the facts found in a folder of texts against gold annotations beside them.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  balge eval gold/seeds")]
pub struct EvalArgs {
    /// Folder with *.json annotations and the *.txt texts of the same names.
    pub gold_dir: PathBuf,
    /// Print the rows as one JSON object.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub pack: PackArgs,
}

/// Make a corpus of the language's own word shapes, with planted copies and their list.
///
/// For trying out sizes: the texts mean nothing. The same seed gives the same corpus.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  balge generate --documents 10000 --out /tmp/ten-thousand")]
pub struct GenerateArgs {
    /// How many documents.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub documents: u64,
    /// A folder that is empty or does not exist yet.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Another seed, another corpus.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// Share of the documents that hold a passage of an earlier one, 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = 0.1, value_parser = share)]
    pub copies: f64,
    #[command(flatten)]
    pub pack: PackArgs,
}

/// Draw the real window to a PNG picture, without a display; the saved session is left alone.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  balge shot seeds --out window.png --topic energy --lang en --theme dark")]
pub struct ShotArgs {
    /// The corpus.
    pub folder: PathBuf,
    /// The picture.
    #[arg(long, value_name = "FILE.png")]
    pub out: PathBuf,
    /// Size of the window in points.
    #[arg(long, value_name = "WxH", default_value = "1280x800", value_parser = size)]
    pub size: (u32, u32),
    /// Pixels a point.
    #[arg(long, value_name = "S", default_value_t = 1.0)]
    pub scale: f32,
    /// Language of the interface.
    #[arg(long, default_value = "ckb", value_parser = ["ckb", "en"])]
    pub lang: String,
    /// Colours.
    #[arg(long, value_enum, default_value_t = ShotTheme::Light)]
    pub theme: ShotTheme,
    /// Open this document: its path, or the start of its name.
    #[arg(long, value_name = "NAME")]
    pub document: Option<String>,
    /// Search these words.
    #[arg(long, value_name = "Q")]
    pub query: Option<String>,
    /// Filter by this topic; may be given several times.
    #[arg(long, value_name = "T")]
    pub topic: Vec<String>,
    /// Show this saved view.
    #[arg(long, value_name = "FILE")]
    pub view: Option<PathBuf>,
    /// The open tab.
    #[arg(long, value_enum)]
    pub tab: Option<ShotTab>,
    /// A dialog over the rest.
    #[arg(long, value_enum)]
    pub dialog: Option<ShotDialog>,
    /// The list of searches that is counted in its dialog, one a line.
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
}

/// Colours of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShotTheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The dialog open in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShotDialog {
    /// The topics, to edit.
    Topics,
    /// What the rules did at the start of the open document.
    Explain,
    /// The problems.
    Problems,
    /// What became of each file.
    Report,
    /// A list of searches.
    Searches,
    /// The names the user added.
    Names,
    /// The day the open text was written.
    Date,
    /// All commands.
    Palette,
    /// All keys.
    Keys,
}

/// The tab open in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShotTab {
    /// The table of facts.
    Facts,
    /// Facts in the order of time.
    Timeline,
    /// Passages that stand in several documents.
    Shared,
}

/// Lay out a text and print the lines as JSON, to hold against another renderer.
///
/// Prints {"lines":[{"start","end","visual":[[byte,x0,x1],…]}]}: lines as UTF-8 byte ranges, one entry
/// for each character from left to right, in points.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  balge layout seeds/000_0461045529ccddbe.txt --json --width 480")]
pub struct LayoutArgs {
    /// The text.
    pub file: PathBuf,
    /// Print JSON; without it, the text line by line.
    #[arg(long)]
    pub json: bool,
    /// Width of the lines in points, or inf.
    #[arg(long, value_name = "W", default_value = "inf", value_parser = width)]
    pub width: f32,
    /// Size of the letters in points.
    #[arg(long, value_name = "S", default_value_t = 16.0)]
    pub size: f32,
    /// A font file, or the family of an installed font [default: the bundled font].
    #[arg(long, value_name = "PATH|FAMILY")]
    pub font: Option<String>,
    /// Direction of paragraphs.
    #[arg(long, value_enum, default_value_t = LayoutBase::Auto)]
    pub base: LayoutBase,
}

/// Direction of paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LayoutBase {
    /// Right to left.
    Rtl,
    /// Left to right.
    Ltr,
    /// That of the first letter of each paragraph.
    Auto,
}

fn size(text: &str) -> Result<(u32, u32), String> {
    let parts = text.split_once(['x', '\u{d7}']).and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    parts
        .filter(|(w, h)| (200..=8000).contains(w) && (200..=8000).contains(h))
        .ok_or_else(|| "a size is written like 1280x800, each side from 200 to 8000".to_owned())
}

fn width(text: &str) -> Result<f32, String> {
    if text == "inf" {
        return Ok(f32::INFINITY);
    }
    let width = text.parse().ok().filter(|width: &f32| *width > 0.0);
    width.ok_or_else(|| "a width is a number above 0, or inf".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share: &f64| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a share is a number from 0 to 1".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_words_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_folder_or_a_command() {
        let cli = Cli::try_parse_from(["balge", "news"]).unwrap();
        assert_eq!((cli.folder, cli.task.is_none()), (Some("news".into()), true));
        let cli =
            Cli::try_parse_from(["balge", "shot", "news", "--out", "a.png", "--size", "1920x1080"]).unwrap();
        let Some(Task::Shot(args)) = cli.task else { panic!("not a shot") };
        assert_eq!(args.size, (1920, 1080));
        for wrong in [
            &["balge", "extract"][..],
            &["balge", "shot", "a"],
            &["balge", "layout", "a", "--json", "--width", "-1"],
        ] {
            assert!(Cli::try_parse_from(wrong).is_err(), "{wrong:?}");
        }
    }
}

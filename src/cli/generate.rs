//! `balge generate`: a corpus of made texts on disk, for trying out sizes.

use std::{
    fs,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use crate::corpus::generate::{Generated, Generator, Plan};

use super::{args::GenerateArgs, corpus::pack, error::CliError};

/// The list of planted copies, beside the folders of texts.
const COPIES_FILE: &str = "copies.csv";

/// Runs the command.
pub fn run(args: &GenerateArgs) -> Result<(), CliError> {
    let pack = pack(&args.pack)?;
    if fs::read_dir(&args.out).is_ok_and(|mut entries| entries.next().is_some()) {
        let cause = format!("{}: the folder is not empty", args.out.display());
        return Err(CliError::nothing(cause, "name a folder that does not exist yet"));
    }
    fs::create_dir_all(&args.out).map_err(|err| CliError::file(&args.out, &err))?;
    let plan = Plan { documents: args.documents, seed: args.seed, copies: args.copies };
    let generator = Generator::new(&pack, plan);
    let mut copies =
        table(&args.out.join(COPIES_FILE), "file,paragraph,source,source_paragraph,edited_percent")?;
    let mut folder: Option<(PathBuf, BufWriter<fs::File>)> = None;
    let mut planted = 0_u64;
    for index in 0..plan.documents {
        let made = generator.document(index);
        let path = args.out.join(&made.path);
        let parent = path.parent().unwrap_or(&args.out);
        if folder.as_ref().is_none_or(|(open, _)| open != parent) {
            if let Some((open, mut metadata)) = folder.take() {
                metadata.flush().map_err(|err| CliError::file(&open, &err))?;
            }
            fs::create_dir_all(parent).map_err(|err| CliError::file(parent, &err))?;
            folder =
                Some((parent.to_owned(), table(&parent.join("metadata.csv"), "file,title,date,source")?));
        }
        fs::write(&path, &made.text).map_err(|err| CliError::file(&path, &err))?;
        if let Some((open, metadata)) = &mut folder {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let source = index % 7 + 1;
            writeln!(metadata, "{name},{},{},outlet-{source}", title(&made), made.date)
                .map_err(|err| CliError::file(open, &err))?;
        }
        if let Some(copy) = made.copy {
            planted += 1;
            let source = generator.document(copy.source).path;
            let row = format!(
                "{},{},{source},{},{}",
                made.path, copy.paragraph, copy.source_paragraph, copy.edited_percent
            );
            writeln!(copies, "{row}").map_err(|err| CliError::file(&args.out, &err))?;
        }
    }
    if let Some((open, mut metadata)) = folder {
        metadata.flush().map_err(|err| CliError::file(&open, &err))?;
    }
    copies.flush().map_err(|err| CliError::file(&args.out, &err))?;
    eprintln!(
        "{} documents, {planted} planted copies (listed in {})",
        plan.documents,
        args.out.join(COPIES_FILE).display()
    );
    Ok(())
}

fn table(path: &Path, header: &str) -> Result<BufWriter<fs::File>, CliError> {
    let file = fs::File::create(path).map_err(|err| CliError::file(path, &err))?;
    let mut out = BufWriter::new(file);
    writeln!(out, "{header}").map_err(|err| CliError::file(path, &err))?;
    Ok(out)
}

/// The first words of the text, without what a table would have to quote.
fn title(made: &Generated) -> String {
    let words = made.text.split_whitespace().take(7);
    words.map(|word| word.replace([',', '"'], "")).collect::<Vec<String>>().join(" ")
}

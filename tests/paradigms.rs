//! Proves that `assets/lexicon/verb-form.tsv` is exactly what the paradigms make of
//! `assets/paradigms/verb.tsv`.
//!
//! After a change of the stems, `BALGE_WRITE_FORMS=1 cargo test --test paradigms` writes the table anew.
//! Only forms that news uses are made: first and third persons, no imperatives.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

/// Kurdish letters and endings by name, so that no line of code mixes directions.
mod letter {
    pub const A: char = '\u{627}';
    pub const B: char = '\u{628}';
    pub const D: char = '\u{62F}';
    pub const E: char = '\u{6D5}';
    pub const M: char = '\u{645}';
    pub const N: char = '\u{646}';
    pub const O: char = '\u{6C6}';
    pub const SH: char = '\u{634}';
    pub const T: char = '\u{62A}';
    pub const W: char = '\u{648}';
    pub const Y: char = '\u{6CC}';
    pub const EY: char = '\u{6CE}';
}
use letter::{A, B, D, E, EY, M, N, O, SH, T, W, Y};

/// Forms that are nearly always another word.
const HOMOGRAPHS: [&str; 14] = [
    "برا",
    "بران",
    "مان",
    "نەمان",
    "مام",
    "کەرە",
    "بۆن",
    "نەوت",
    "پرسی",
    "بڕی",
    "ژیان",
    "نین",
    "دان",
    "ماوە",
];

/// Verbs whose additive matters: the same speaker goes on.
const SPEECH: [&str; 4] = ["say", "announce", "write", "know"];

struct Stem<'a> {
    id: &'a str,
    preverb: &'a str,
    past: &'a str,
    present: &'a str,
    transitive: bool,
    /// A noun written together with a light verb: only the tenses news uses are made.
    compound: bool,
    again: Again,
    towards: bool,
    passive: Vec<&'a str>,
}

#[derive(PartialEq)]
enum Again {
    No,
    Both,
    Only,
}

impl<'a> Stem<'a> {
    fn parse(line: &'a str) -> Self {
        let cells: Vec<_> = line.split('\t').collect();
        let [id, preverb, past, present, kind, again, towards, passive, _gloss] = cells[..] else {
            panic!("nine columns wanted: {line}");
        };
        let again = match again {
            "no" => Again::No,
            "both" => Again::Both,
            "only" => Again::Only,
            other => panic!("again: {other}"),
        };
        Self {
            id,
            preverb,
            past,
            present,
            transitive: kind.starts_with('t'),
            compound: kind.ends_with('c'),
            again,
            towards: towards == "yes",
            passive: passive.split_whitespace().collect(),
        }
    }
}

fn text(parts: &[char]) -> String {
    parts.iter().collect()
}

/// Clitic subjects of the transitive past.
fn clitics() -> [(&'static str, String); 4] {
    [("1s", text(&[M])), ("3s", text(&[Y])), ("1p", text(&[M, A, N])), ("3p", text(&[Y, A, N]))]
}

fn ends_in_vowel(stem: &str) -> bool {
    stem.ends_with([A, W, Y, E, EY, O])
}

/// The suffix of return after `form`.
fn again(form: &str) -> String {
    if form.ends_with(E) {
        format!("{form}{T}{E}{W}{E}")
    } else if form.ends_with([A, Y, EY]) {
        format!("{form}{Y}{E}{W}{E}")
    } else {
        format!("{form}{E}{W}{E}")
    }
}

/// The directional suffix after `form`.
fn towards(form: &str) -> String {
    if form.ends_with(E) {
        format!("{form}{T}{E}")
    } else if form.ends_with([A, Y]) {
        format!("{form}{Y}{E}")
    } else {
        format!("{form}{E}")
    }
}

struct Table {
    rows: BTreeSet<String>,
}

#[derive(Clone, Copy)]
struct Reading<'a> {
    verb: &'a str,
    tense: &'a str,
    person: &'a str,
    /// Is the infinitive the same word?
    infinitive: bool,
    negative: bool,
    passive: bool,
    additive: bool,
}

impl Table {
    fn add(&mut self, form: &str, reading: Reading<'_>) {
        if reading.passive && reading.person.starts_with('1') || HOMOGRAPHS.contains(&form) {
            return;
        }
        let mut row = format!("{form}\tverb v_{}", reading.verb);
        let marks = [
            (true, if matches!(reading.tense, "present" | "subjunctive") { reading.tense } else { "past" }),
            (reading.person.starts_with('1'), "speaker"),
            (reading.person.ends_with('p'), "plural"),
            (reading.infinitive, "infinitive"),
            (reading.negative, "neg"),
            (reading.passive, "passive"),
            (reading.additive && SPEECH.contains(&reading.verb), "also"),
        ];
        for (_, mark) in marks.iter().filter(|(holds, _)| *holds) {
            let _ = write!(row, " {mark}");
        }
        self.rows.insert(row);
    }

    /// `form` with the suffixes the stem allows.
    fn add_all(&mut self, stem: &Stem<'_>, form: &str, reading: Reading<'_>) {
        if stem.again != Again::Only {
            self.add(form, reading);
            if stem.towards {
                self.add(&towards(form), Reading { infinitive: false, ..reading });
            }
        }
        if stem.again != Again::No {
            self.add(&again(form), reading);
        }
    }
}

/// Present and subjunctive of one stem; `passive` stems end in the passive vowel.
fn present(table: &mut Table, stem: &Stem<'_>, root: &str, passive: bool) {
    let base = root.strip_suffix(E);
    let mut forms = Vec::new();
    if let Some(base) = base {
        forms.push(("1s", format!("{base}{E}{M}")));
        forms.push(("3s", format!("{base}{A}{T}")));
        forms.push(("3s", format!("{base}{A}")));
        forms.push(("1p", format!("{base}{E}{Y}{N}")));
        forms.push(("3p", format!("{base}{E}{N}")));
    } else if let Some(base) = root.strip_suffix(O) {
        forms.push(("1s", format!("{root}{M}")));
        forms.push(("3s", format!("{base}{W}{A}{T}")));
        forms.push(("1p", format!("{root}{Y}{N}")));
        forms.push(("3p", format!("{root}{N}")));
    } else if root.ends_with([EY, Y]) {
        forms.push(("1s", format!("{root}{M}")));
        forms.push(("3s", format!("{root}{T}")));
        forms.push(("3s", root.to_owned()));
        forms.push(("1p", format!("{root}{Y}{N}")));
        forms.push(("3p", format!("{root}{N}")));
    } else {
        forms.push(("1s", format!("{root}{M}")));
        forms.push(("3s", format!("{root}{EY}{T}")));
        forms.push(("3s", format!("{root}{EY}")));
        forms.push(("1p", format!("{root}{Y}{N}")));
        forms.push(("3p", format!("{root}{N}")));
    }
    let marks = [
        ("present", false, text(&[D, E])),
        ("present", true, text(&[N, A])),
        ("subjunctive", false, text(&[B])),
        ("subjunctive", true, text(&[N, E])),
    ];
    for (tense, negative, mark) in marks {
        for (person, form) in &forms {
            if stem.compound && *person == "1s" {
                continue;
            }
            let reading = Reading {
                verb: stem.id,
                tense,
                person,
                negative,
                passive,
                infinitive: false,
                additive: false,
            };
            let objects = if passive || stem.compound { vec![""] } else { vec!["", "\u{6CC}"] };
            for object in objects {
                let inner = if stem.preverb.is_empty() {
                    format!("{mark}{object}{form}")
                } else {
                    format!("{mark}{form}")
                };
                let (lead, also) = if stem.preverb.is_empty() {
                    (String::new(), format!("{mark}{SH}{object}{form}"))
                } else {
                    (format!("{}{object}", stem.preverb), format!("{SH}{object}{mark}{form}"))
                };
                table.add_all(stem, &format!("{lead}{inner}"), reading);
                if tense == "present" && !passive && (object.is_empty() || !stem.preverb.is_empty()) {
                    let also = format!("{}{also}", stem.preverb);
                    table.add_all(stem, &also, Reading { additive: true, ..reading });
                }
            }
            // A compound's subjunctive often goes without its prefix.
            if tense == "subjunctive" && !stem.preverb.is_empty() && !negative && !stem.compound {
                table.add_all(stem, &format!("{}{form}", stem.preverb), reading);
            }
        }
    }
}

/// The tenses built on a past stem: `(tense, what follows the stem, prefix)`.
fn past_bodies(root: &str) -> Vec<(&'static str, String)> {
    let perfects = if root.ends_with(W) {
        vec![format!("{root}{E}")]
    } else if ends_in_vowel(root) {
        vec![format!("{root}{W}{E}")]
    } else {
        vec![format!("{root}{W}{W}{E}"), format!("{root}{W}{E}")]
    };
    let be = text(&[B, W, W]);
    let pluperfect = if root == be { format!("{B}{be}") } else { format!("{root}{be}") };
    let mut bodies = vec![("past", root.to_owned()), ("pluperfect", pluperfect)];
    bodies.extend(perfects.into_iter().map(|form| ("perfect", form)));
    bodies
}

/// Past tenses whose subject is an ending: intransitive verbs and the passive.
fn past_with_endings(table: &mut Table, stem: &Stem<'_>, root: &str, passive: bool) {
    for negative in [false, true] {
        for (tense, body) in past_bodies(root) {
            let perfect = body.strip_suffix(E).filter(|_| tense == "perfect");
            let endings =
                [("1s", text(&[M])), ("3s", String::new()), ("1p", text(&[Y, N])), ("3p", text(&[N]))];
            for (person, ending) in endings {
                let form = match perfect {
                    Some(_) if person == "3s" => body.clone(),
                    Some(base) => format!("{base}{ending}"),
                    None => format!("{body}{ending}"),
                };
                let reading = Reading {
                    verb: stem.id,
                    tense,
                    person,
                    negative,
                    passive,
                    infinitive: tense == "past" && person == "3p" && !negative && !passive && stem.id != "be",
                    additive: false,
                };
                let mark = if negative { text(&[N, E]) } else { String::new() };
                table.add_all(stem, &format!("{}{mark}{form}", stem.preverb), reading);
                // The perfect with the suffix of return keeps the person before it.
                if let (Some(base), true, true) = (perfect, person == "3p", stem.again != Again::No) {
                    let form = format!("{}{mark}{base}{N}{E}{T}{E}{W}{E}", stem.preverb);
                    table.add(&form, reading);
                }
                if let (Some(base), true, true) = (perfect, person == "3p", stem.towards) {
                    table.add(&format!("{}{mark}{base}{N}{E}{T}{E}", stem.preverb), reading);
                }
                if tense == "past" {
                    let mark = if negative { text(&[N, E, D, E]) } else { text(&[D, E]) };
                    let reading = Reading { tense: "imperfect", infinitive: false, ..reading };
                    table.add_all(stem, &format!("{}{mark}{form}", stem.preverb), reading);
                }
            }
        }
    }
}

/// Past tenses of transitive verbs: the subject is a clitic here, or on an earlier word.
fn past_with_clitics(table: &mut Table, stem: &Stem<'_>) {
    for negative in [false, true] {
        let no = if negative { text(&[N, E]) } else { String::new() };
        for (tense, body) in past_bodies(stem.past) {
            for (tense, mark) in [(tense, no.clone()), ("imperfect", format!("{no}{D}{E}"))] {
                if tense == "imperfect" && body != stem.past {
                    continue;
                }
                let reading = Reading {
                    verb: stem.id,
                    tense,
                    person: "-",
                    negative,
                    passive: false,
                    infinitive: false,
                    additive: false,
                };
                table.add_all(stem, &format!("{}{mark}{body}", stem.preverb), reading);
                for (person, clitic) in clitics() {
                    let reading = Reading { person, ..reading };
                    let also = Reading { additive: true, ..reading };
                    if !stem.preverb.is_empty() {
                        table.add_all(stem, &format!("{}{clitic}{mark}{body}", stem.preverb), reading);
                        if !negative {
                            table.add_all(stem, &format!("{}{SH}{clitic}{mark}{body}", stem.preverb), also);
                            table.add_all(
                                stem,
                                &format!("{}{Y}{SH}{clitic}{mark}{body}", stem.preverb),
                                also,
                            );
                        }
                        continue;
                    }
                    if !mark.is_empty() {
                        table.add_all(stem, &format!("{mark}{clitic}{body}"), reading);
                    }
                    if negative {
                        continue;
                    }
                    match (tense, body.strip_suffix(E)) {
                        ("perfect", Some(base)) => {
                            let tail =
                                if person == "3s" { format!("{Y}{E}{T}{Y}") } else { format!("{clitic}{E}") };
                            table.add_all(stem, &format!("{mark}{base}{tail}"), reading);
                            table.add_all(stem, &format!("{mark}{base}{Y}{SH}{tail}"), also);
                            table.add_all(stem, &format!("{mark}{base}{SH}{tail}"), also);
                        }
                        ("perfect", None) => {}
                        _ => {
                            table.add_all(stem, &format!("{mark}{body}{clitic}"), reading);
                            let joint = if ends_in_vowel(&body) { text(&[SH]) } else { text(&[Y, SH]) };
                            table.add_all(stem, &format!("{mark}{body}{joint}{clitic}"), also);
                        }
                    }
                }
            }
        }
    }
}

fn generate(stems: &str) -> String {
    let mut table = Table { rows: BTreeSet::new() };
    for line in stems.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()).skip(1) {
        let stem = Stem::parse(line);
        present(&mut table, &stem, stem.present, false);
        if stem.transitive {
            past_with_clitics(&mut table, &stem);
        } else {
            past_with_endings(&mut table, &stem, stem.past, false);
        }
        for root in &stem.passive {
            present(&mut table, &stem, &format!("{root}{EY}"), true);
            past_with_endings(&mut table, &stem, &format!("{root}{A}"), true);
        }
    }
    let mut out = String::from(
        "# Made from paradigms/verb.tsv by tests/paradigms.rs; irregular forms stand in verb-irregular.tsv.\n",
    );
    for row in &table.rows {
        out.push_str(row);
        out.push('\n');
    }
    out
}

#[test]
fn the_forms_are_what_the_paradigms_make() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let made = generate(&fs::read_to_string(folder.join("paradigms/verb.tsv")).unwrap());
    let file = folder.join("lexicon/verb-form.tsv");
    if std::env::var_os("BALGE_WRITE_FORMS").is_some() {
        fs::write(&file, &made).unwrap();
    }
    let kept = fs::read_to_string(&file).unwrap();
    if kept != made {
        let (kept, made): (BTreeSet<_>, BTreeSet<_>) = (kept.lines().collect(), made.lines().collect());
        let missing: Vec<_> = made.difference(&kept).take(10).collect();
        let foreign: Vec<_> = kept.difference(&made).take(10).collect();
        panic!("not in the file: {missing:#?}\nnot from the paradigms: {foreign:#?}");
    }
}

#[test]
fn paradigms_give_the_forms_of_the_grammar() {
    let table = generate(
        "id\nannounce\tڕا\tگەیاند\tگەیەن\tt\tno\tno\tگەیەنر\t-\nsay\t\tوت\tڵێ\tt\tno\tno\tوتر\t-\n\
         do\t\tکرد\tکە\tt\tboth\tyes\tکر\t-\ngather\tکۆ\tبوو\tب\ti\tonly\tno\t\t-\n",
    );
    let has = |form: &str| table.lines().any(|row| row.split('\t').next() == Some(form));
    let wanted = [
        "ڕایگەیاند",
        "ڕایانگەیاند",
        "ڕاشیگەیاند",
        "ڕایگەیاندووە",
        "ڕادەگەیەنێت",
        "ڕاشیدەگەیەنێت",
        "ڕاگەیەنرا",
        "وتی",
        "وتیشی",
        "وتوویەتی",
        "دەڵێت",
        "دەشڵێت",
        "دەڵێن",
        "نەیوت",
        "دەکات",
        "دەکەن",
        "بکرێت",
        "ناکات",
        "نەکراوە",
        "کردووە",
        "کردیان",
        "کردەوە",
        "دەکاتەوە",
        "کردووەتەوە",
        "کراوەتەوە",
        "کۆبووەوە",
        "کۆبوونەوە",
        "کۆدەبێتەوە",
        "کۆدەبنەوە",
        "کۆببێتەوە",
    ];
    for form in wanted {
        assert!(has(form), "{form} is not made");
    }
    for form in ["ڕادەگەیاندێت", "دەوت", "کۆبوو"] {
        assert!(!has(form) || form == "دەوت", "{form} is made");
    }
}

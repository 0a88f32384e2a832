//! Forms of verbs: what stands before the stem, the stem, and the endings after it.
//!
//! `[preverb][also][clitic][negation][mood][also][clitic] STEM ending [back]`. Stems come from
//! `paradigms/verb.tsv`; which ending goes with which stem of a verb is the grammar's and stands here.

use std::collections::HashMap;

use super::super::{
    fold::{Letters, fold_with},
    hash::BuildFx,
    tables::{Rows, TableError},
};
use super::{super::trie::Trie, Analysis, Features, Lexicon};

/// Which stem of its verb a string is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stem {
    Present,
    Past,
    Passive,
}

/// A verb of the table by number: all rows that write one verb.
type Lexeme = u16;

/// Which stem, the preverb it stands with, and of which verb.
#[derive(Clone, Debug)]
struct StemOf {
    kind: Stem,
    preverb: Box<str>,
    lexeme: Lexeme,
    /// Has the stem lost its vowel before an ending that begins with one?
    cut: bool,
}

/// What a reading takes the word for.
enum Of<'a> {
    Verb(&'a StemOf),
    /// A verb written together with this noun.
    Noun(&'a str),
}

/// The compiled openings, stems and endings.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Verbs {
    openings: HashMap<Box<str>, Features, BuildFx>,
    /// Their letters from the last to the first.
    stems: Trie<StemOf>,
    /// Stems of the verbs that writers glue to a noun: do, give, be, come.
    light: Vec<(Stem, Box<str>)>,
    endings: Vec<(Box<str>, Stem, Features)>,
    /// Numbers of the endings, by their letters from the last to the first.
    by_letters: Trie<u16>,
    /// Numbers of those without a letter.
    bare: Vec<u16>,
    /// The infinitive of each verb.
    infinitives: Vec<Box<str>>,
    by_infinitive: HashMap<Box<str>, Lexeme, BuildFx>,
    by_id: HashMap<Box<str>, Lexeme, BuildFx>,
}

impl Verbs {
    pub(in super::super) fn parse(letters: &Letters, rows: &Rows<'_>) -> Result<Self, TableError> {
        let mut out = Self { openings: openings(), endings: endings(), ..Self::default() };
        for row in rows.iter() {
            let folded = |text: &str| fold_with(letters, text).as_str().to_owned();
            let preverb: Box<str> = folded(row.find("preverb").unwrap_or("")).into();
            let id = row.get("id")?;
            let is_light = LIGHT.contains(&id) && preverb.is_empty();
            let (past, present) = (folded(row.get("past")?), folded(row.get("present")?));
            let lexeme = out.lexeme(id, &preverb, &past, &present);
            let mut add = |stem: &str, kind, cut| {
                if is_light {
                    out.light.push((kind, stem.into()));
                }
                let known = out.stems.of(stem.chars().rev());
                let same = |of: &StemOf| (of.kind, &of.preverb, of.lexeme) == (kind, &preverb, lexeme);
                if !known.iter().any(same) {
                    known.push(StemOf { kind, preverb: preverb.clone(), lexeme, cut });
                }
            };
            add(&past, Stem::Past, false);
            add(&present, Stem::Present, false);
            // The vowel of the stem is lost before the ending of the third person.
            if let Some(short) = present.strip_suffix(AE) {
                add(short, Stem::Present, true);
            }
            for passive in row.find("passive").into_iter().flat_map(str::split_whitespace) {
                add(&folded(passive), Stem::Passive, false);
            }
        }
        for (ix, (ending, ..)) in (0u16..).zip(&out.endings) {
            let same =
                if ending.is_empty() { &mut out.bare } else { out.by_letters.of(ending.chars().rev()) };
            same.push(ix);
        }
        Ok(out)
    }

    /// Adds every reading of `word` as a verb form.
    pub(super) fn read(&self, lexicon: &dyn Lexicon, word: &str, out: &mut Vec<Analysis>) {
        let from = out.len();
        self.read_bare(lexicon, word, out);
        // A glued "and".
        if out.len() == from
            && let Some(bare) = word.strip_suffix(WAW)
            && bare.len() > 8
        {
            self.read_bare(lexicon, bare, out);
            for analysis in &mut out[from..] {
                analysis.features = analysis.features.with(Features::AND);
            }
        }
    }

    fn read_bare(&self, lexicon: &dyn Lexicon, word: &str, out: &mut Vec<Analysis>) {
        let from = out.len();
        self.readings(lexicon, word, &mut |analysis, _| {
            let same = |a: &Analysis| {
                a.start == analysis.start && a.end == analysis.end && a.features == analysis.features
            };
            if !out[from..].iter().any(same) {
                out.push(analysis);
            }
        });
    }

    /// Tells every reading of a word without a glued "and".
    fn readings(&self, lexicon: &dyn Lexicon, word: &str, tell: &mut dyn FnMut(Analysis, Of<'_>)) {
        // Which endings the word may have, where they begin, and which stems end there.
        let bare = (word.len(), self.bare.as_slice());
        let all = self.by_letters.walk(word.char_indices().rev());
        let mut endings: Vec<(u16, usize, usize, usize)> = Vec::new();
        let mut stems: Vec<(usize, &[StemOf])> = Vec::new();
        for (begin, same) in std::iter::once(bare).chain(all) {
            let from = stems.len();
            stems.extend(self.stems.walk(word[..begin].char_indices().rev()));
            if from < stems.len() {
                endings.extend(same.iter().map(|ix| (*ix, begin, from, stems.len())));
            }
        }
        endings.sort_unstable();
        for (ix, begin, from, to) in endings {
            let Some((ending, kind, features)) = self.endings.get(usize::from(ix)) else { continue };
            let rest = &word[..begin];
            for &(at, known) in stems.get(from..to).unwrap_or(&[]) {
                let stem = &rest[at..];
                if ending.is_empty() && *kind == Stem::Present && stem.len() <= 2 {
                    continue;
                }
                let reading = |features, weight| {
                    let (start, end) = (at as u16, rest.len() as u16);
                    Analysis { start, end, features, known: true, weight }
                };
                if self.light.iter().any(|(of, light)| of == kind && **light == *stem)
                    && let Some((noun, before, opening)) = self.glued_noun(lexicon, &rest[..at])
                    && let Some(before) = bare_subjunctive(*kind, stem, before)
                    && agree(*kind, before, *features)
                    && !(*kind == Stem::Past && **ending == *NOON)
                {
                    let features = before.with(*features).with(Features::VERB).with(Features::PREVERB);
                    tell(reading(features, 5 + i8::from(opening)), Of::Noun(noun));
                }
                // Endings that begin with alef follow a stem that lost its vowel, if there is one.
                let cut = ending.starts_with(ALEF) && *kind == Stem::Present;
                let any_cut = known.iter().any(|of| of.kind == *kind && of.cut);
                for of in known.iter().filter(|of| of.kind == *kind) {
                    let Some(opening) = rest[..at].strip_prefix(&*of.preverb) else { continue };
                    let Some(before) = self.openings.get(opening) else { continue };
                    if !agree(*kind, *before, *features) {
                        continue;
                    }
                    let mut all = before.with(*features).with(Features::VERB);
                    if !of.preverb.is_empty() {
                        all = all.with(Features::PREVERB);
                    }
                    // A verb read whole is a safe reading, the safer the more stands around its stem.
                    let weight = 4 + i8::from(!opening.is_empty()) * 2 + i8::from(!of.preverb.is_empty());
                    let fits = !any_cut || of.cut == cut;
                    tell(reading(all, weight), if fits { Of::Verb(of) } else { Of::Noun("") });
                }
            }
        }
    }

    /// The verb of a row: that of an earlier row that shares its name or a stem, else a new one.
    fn lexeme(&mut self, id: &str, preverb: &str, past: &str, present: &str) -> Lexeme {
        let key = (id != "other").then(|| format!("{preverb}{id}"));
        let by_stem = |stem: &str, kind| {
            let of = |of: &&StemOf| of.kind == kind && *of.preverb == *preverb && !of.cut;
            let all = self.stems.walk(stem.char_indices().rev());
            all.filter(|(at, _)| *at == 0).flat_map(|(_, known)| known).find(of).map(|of| of.lexeme)
        };
        let same = key
            .as_deref()
            .and_then(|key| self.by_id.get(key).copied())
            .or_else(|| by_stem(past, Stem::Past))
            .or_else(|| by_stem(present, Stem::Present));
        let infinitive: Box<str> = format!("{preverb}{past}{NOON}").into();
        let lexeme = same.unwrap_or_else(|| {
            self.infinitives.push(infinitive.clone());
            (self.infinitives.len() - 1) as Lexeme
        });
        self.by_infinitive.entry(infinitive).or_insert(lexeme);
        if let Some(key) = key {
            self.by_id.entry(key.into()).or_insert(lexeme);
        }
        lexeme
    }

    /// The infinitives of the verbs a word may be a form of, and the nouns written together with a
    /// verb in it; `sure` of a verb says whether its stem is longer than two letters or more than
    /// personal endings stands around it, `mood` whether its present or subjunctive prefix does.
    pub(super) fn lexemes(&self, lexicon: &dyn Lexicon, word: &str, tell: &mut dyn FnMut(VerbOrNoun<'_>)) {
        let bare = word.strip_suffix(WAW).filter(|bare| bare.len() > 8);
        let mut any = false;
        for word in std::iter::once(word).chain(bare) {
            if any {
                break;
            }
            self.readings(lexicon, word, &mut |analysis, of| match of {
                Of::Noun("") => {}
                Of::Noun(noun) => {
                    any = true;
                    tell(VerbOrNoun::Noun(noun));
                }
                Of::Verb(of) => {
                    any = true;
                    let mood = analysis.features.any(Features::PRESENT.with(Features::SUBJUNCTIVE));
                    let around = analysis.features.any(Features::PREVERB.with(Features::NEGATION));
                    let sure = mood || around || analysis.end - analysis.start > 4;
                    if let Some(infinitive) = self.infinitives.get(usize::from(of.lexeme)) {
                        tell(VerbOrNoun::Verb { infinitive, sure, mood });
                    }
                }
            });
        }
    }

    /// The verb a word is the infinitive of, as the first row of that verb has it.
    pub(super) fn infinitive(&self, word: &str) -> Option<&str> {
        let lexeme = self.by_infinitive.get(word)?;
        self.infinitives.get(usize::from(*lexeme)).map(|infinitive| &**infinitive)
    }

    /// The infinitive of the verb of that name in the table.
    pub(super) fn named(&self, id: &str) -> Option<&str> {
        self.infinitives.get(usize::from(*self.by_id.get(id)?)).map(|infinitive| &**infinitive)
    }
}

/// What [`Verbs::lexemes`] finds in a word.
pub(super) enum VerbOrNoun<'a> {
    Verb { infinitive: &'a str, sure: bool, mood: bool },
    Noun(&'a str),
}

impl Verbs {
    /// A known noun written together with the verb, and what stands between the two.
    fn glued_noun<'w>(&self, lexicon: &dyn Lexicon, before: &'w str) -> Option<(&'w str, Features, bool)> {
        let splits = before.char_indices().rev().map(|(at, _)| at);
        // The longest noun first.
        std::iter::once(before.len()).chain(splits).find_map(|at| {
            let (noun, opening) = before.split_at(at);
            let features = self.openings.get(opening)?;
            (noun.len() >= 6 && lexicon.knows(noun)).then_some((noun, *features, !opening.is_empty()))
        })
    }
}

/// "Be" has a subjunctive without a prefix: `بەردەوامبن`.
fn bare_subjunctive(kind: Stem, stem: &str, before: Features) -> Option<Features> {
    let bare = kind == Stem::Present && before.is_empty();
    if bare { (stem == BE).then_some(Features::SUBJUNCTIVE) } else { Some(before) }
}

/// Ids of the light verbs in the table of paradigms.
const LIGHT: &[&str] = &["do", "give", "be", "come"];

/// May this stem stand between such an opening and such an ending?
fn agree(kind: Stem, before: Features, after: Features) -> bool {
    let mood = before.any(Features::PRESENT.with(Features::SUBJUNCTIVE));
    match kind {
        // The negated subjunctive has no prefix of its own: `نەکات`.
        Stem::Present => mood || before.has(Features::NEGATION),
        // The past takes the present's prefix for what went on: `دەکرد`.
        Stem::Past => !before.has(Features::SUBJUNCTIVE),
        Stem::Passive => after.has(Features::PAST) || mood,
    }
}

/// What may stand before the stem (after the preverb), with what it says.
fn openings() -> HashMap<Box<str>, Features, BuildFx> {
    let clitics = [
        ("", Features::NONE),
        (YEH, Features::THIRD_SINGULAR.with(Features::AGENT)),
        (YAN, Features::THIRD_PLURAL.with(Features::AGENT)),
        (MEEM, Features::FIRST_SINGULAR.with(Features::AGENT)),
        (MAN, Features::FIRST_PLURAL.with(Features::AGENT)),
        (TEH, Features::SECOND_SINGULAR.with(Features::AGENT)),
        (TAN, Features::SECOND_PLURAL.with(Features::AGENT)),
    ];
    let also = [("", Features::NONE), (SHEEN, Features::ADDITIVE), (YEH_SHEEN, Features::ADDITIVE)];
    let moods = [
        ("", Features::NONE),
        (DE, Features::PRESENT),
        (E, Features::PRESENT),
        (BE, Features::SUBJUNCTIVE),
        (NA, Features::PRESENT.with(Features::NEGATION)),
        (NE, Features::NEGATION),
        (ME, Features::NEGATION.with(Features::SUBJUNCTIVE)),
        (NE_DE, Features::NEGATION.with(Features::PRESENT)),
    ];
    let mut out = HashMap::default();
    for (a, fa) in also {
        for (b, fb) in clitics {
            for (c, fc) in moods {
                for (d, fd) in also {
                    for (e, fe) in clitics {
                        let twice = (!a.is_empty() && !d.is_empty()) || (!b.is_empty() && !e.is_empty());
                        let bare = c.is_empty() && !(d.is_empty() && e.is_empty());
                        if twice || bare {
                            continue;
                        }
                        let text = format!("{a}{b}{c}{d}{e}");
                        let features = fa.with(fb).with(fc).with(fd).with(fe);
                        out.entry(text.into()).or_insert(features);
                    }
                }
            }
        }
    }
    out
}

/// What may stand after the stem, with what it says.
fn endings() -> Vec<(Box<str>, Stem, Features)> {
    let mut out: Vec<(Box<str>, Stem, Features)> = Vec::new();
    let third = Features::THIRD_SINGULAR;
    let present = [
        (ET, third),
        (EH, third),
        (AT, third),
        (ALEF, third),
        (TEH, third),
        ("", third),
        (NOON, Features::THIRD_PLURAL),
        (YEN, Features::FIRST_PLURAL),
        (MEEM, Features::FIRST_SINGULAR),
        (YET, Features::SECOND_SINGULAR),
    ];
    for (form, person) in present {
        out.push((form.into(), Stem::Present, person));
        let back = if form.is_empty() { WE.to_owned() } else { format!("{form}{AE}{WE}") };
        out.push((back.into(), Stem::Present, person.with(Features::EWE)));
        // The directional ending: `دەگاتە`.
        if !form.is_empty() {
            out.push((format!("{form}{AE}").into(), Stem::Present, person));
        }
    }
    for (form, person) in
        [(ET, third), (EH, third), (EN, Features::THIRD_PLURAL), (NOON, Features::THIRD_PLURAL)]
    {
        let passive = Features::PASSIVE.with(person);
        out.push((form.into(), Stem::Passive, passive));
        out.push((format!("{form}{AE}{WE}").into(), Stem::Passive, passive.with(Features::EWE)));
        out.push((format!("{form}{AE}").into(), Stem::Passive, passive));
    }
    let persons = [
        ("", Features::NONE),
        (YEH, third),
        (YAN, Features::THIRD_PLURAL),
        (MEEM, Features::FIRST_SINGULAR),
        (MAN, Features::FIRST_PLURAL),
        (NOON, Features::THIRD_PLURAL),
        (YEN, Features::FIRST_PLURAL),
    ];
    let perfect = Features::PAST.with(Features::PERFECT);
    for (stem, infix, kind, voice) in
        [(Stem::Past, "", "plain", Features::NONE), (Stem::Passive, ALEF, "passive", Features::PASSIVE)]
    {
        let _ = kind;
        for (form, person) in persons {
            let past = Features::PAST.with(voice).with(person);
            out.push((format!("{infix}{form}").into(), stem, past));
            out.push((format!("{infix}{form}{AE}{WE}").into(), stem, past.with(Features::EWE)));
            out.push((format!("{infix}{BUU}{form}").into(), stem, past.with(Features::PERFECT)));
            out.push((format!("{infix}{form}{YEH}{AE}{WE}").into(), stem, past.with(Features::EWE)));
        }
        let done = perfect.with(voice);
        for (form, features) in [
            (format!("{infix}{WAW}{WAW}{AE}"), done.with(third)),
            (format!("{infix}{WAW}{AE}"), done.with(third)),
            (format!("{infix}{AE}"), done.with(third)),
            (format!("{infix}{WAW}{WAW}{NOON}"), done.with(Features::THIRD_PLURAL)),
            (format!("{infix}{WAW}{NOON}"), done.with(Features::THIRD_PLURAL)),
            (format!("{infix}{NOON}{AE}"), done.with(Features::THIRD_PLURAL)),
            (format!("{infix}{WAW}{WAW}{YEH}{AE}{TEH}{YEH}"), done.with(third).with(Features::AGENT)),
            (format!("{infix}{WAW}{YEH}{AE}{TEH}{YEH}"), done.with(third).with(Features::AGENT)),
            (format!("{infix}{WAW}{WAW}{YAN}{AE}"), done.with(Features::THIRD_PLURAL).with(Features::AGENT)),
            (format!("{infix}{WAW}{YAN}{AE}"), done.with(Features::THIRD_PLURAL).with(Features::AGENT)),
            (format!("{infix}{YAN}{AE}"), done.with(Features::THIRD_PLURAL).with(Features::AGENT)),
            (format!("{infix}{WAW}{WAW}{AE}{TEH}{AE}{WE}"), done.with(third).with(Features::EWE)),
            (format!("{infix}{WAW}{AE}{TEH}{AE}{WE}"), done.with(third).with(Features::EWE)),
            (
                format!("{infix}{WAW}{WAW}{NOON}{AE}{TEH}{AE}{WE}"),
                done.with(Features::THIRD_PLURAL).with(Features::EWE),
            ),
            (
                format!("{infix}{NOON}{AE}{TEH}{AE}{WE}"),
                done.with(Features::THIRD_PLURAL).with(Features::EWE),
            ),
        ] {
            out.push((form.into(), stem, features));
        }
    }
    out
}

const ALEF: &str = "\u{627}";
const AE: &str = "\u{6d5}";
const TEH: &str = "\u{62a}";
const NOON: &str = "\u{646}";
const MEEM: &str = "\u{645}";
const WAW: &str = "\u{648}";
const YEH: &str = "\u{6cc}";
const EH: &str = "\u{6ce}";
const SHEEN: &str = "\u{634}";
const YEH_SHEEN: &str = "\u{6cc}\u{634}";
const YAN: &str = "\u{6cc}\u{627}\u{646}";
const MAN: &str = "\u{645}\u{627}\u{646}";
const TAN: &str = "\u{62a}\u{627}\u{646}";
const ET: &str = "\u{6ce}\u{62a}";
const EN: &str = "\u{6ce}\u{646}";
const AT: &str = "\u{627}\u{62a}";
const YEN: &str = "\u{6cc}\u{646}";
const YET: &str = "\u{6cc}\u{62a}";
const WE: &str = "\u{648}\u{6d5}";
const BUU: &str = "\u{628}\u{648}\u{648}";
const DE: &str = "\u{62f}\u{6d5}";
const E: &str = "\u{626}\u{6d5}";
const BE: &str = "\u{628}";
const NA: &str = "\u{646}\u{627}";
const NE: &str = "\u{646}\u{6d5}";
const ME: &str = "\u{645}\u{6d5}";
const NE_DE: &str = "\u{646}\u{6d5}\u{62f}\u{6d5}";

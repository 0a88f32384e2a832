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
use super::{Analysis, Features, Lexicon};

/// Which stem of its verb a string is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stem {
    Present,
    Past,
    Passive,
}

/// Which stem, and the preverb it stands with.
type StemOf = (Stem, Box<str>);

/// The compiled openings, stems and endings.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Verbs {
    openings: HashMap<Box<str>, Features, BuildFx>,
    stems: HashMap<Box<str>, Vec<StemOf>, BuildFx>,
    /// Stems of the verbs that writers glue to a noun: do, give, be, come.
    light: Vec<(Stem, Box<str>)>,
    endings: Vec<(Box<str>, Stem, Features)>,
    longest_stem: usize,
}

impl Verbs {
    pub(in super::super) fn parse(letters: &Letters, rows: &Rows<'_>) -> Result<Self, TableError> {
        let mut out = Self { openings: openings(), endings: endings(), ..Self::default() };
        for row in rows.iter() {
            let folded = |text: &str| fold_with(letters, text).as_str().to_owned();
            let preverb: Box<str> = folded(row.find("preverb").unwrap_or("")).into();
            let is_light = LIGHT.contains(&row.get("id")?) && preverb.is_empty();
            let mut add = |stem: &str, kind| {
                if is_light {
                    out.light.push((kind, folded(stem).into()));
                }
                let known = out.stems.entry(folded(stem).into()).or_default();
                if !known.contains(&(kind, preverb.clone())) {
                    known.push((kind, preverb.clone()));
                }
            };
            add(row.get("past")?, Stem::Past);
            let present = row.get("present")?;
            add(present, Stem::Present);
            // The vowel of the stem is lost before the ending of the third person.
            if let Some(short) = present.strip_suffix(AE) {
                add(short, Stem::Present);
            }
            for passive in row.find("passive").into_iter().flat_map(str::split_whitespace) {
                add(passive, Stem::Passive);
            }
        }
        out.longest_stem = out.stems.keys().map(|stem| stem.len()).max().unwrap_or(0);
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
        for (ending, kind, features) in &self.endings {
            let Some(rest) = word.strip_suffix(&**ending) else { continue };
            for (at, _) in rest.char_indices().rev() {
                let stem = &rest[at..];
                if stem.len() > self.longest_stem {
                    break;
                }
                let Some(known) = self.stems.get(stem) else { continue };
                if ending.is_empty() && *kind == Stem::Present && stem.len() <= 2 {
                    continue;
                }
                if self.light.iter().any(|(of, light)| of == kind && **light == *stem)
                    && let Some((before, opening)) = self.glued_noun(lexicon, &rest[..at])
                    && let Some(before) = bare_subjunctive(*kind, stem, before)
                    && agree(*kind, before, *features)
                    && !(*kind == Stem::Past && **ending == *NOON)
                {
                    let features = before.with(*features).with(Features::VERB).with(Features::PREVERB);
                    let weight = 5 + i8::from(opening);
                    out.push(Analysis {
                        start: at as u16,
                        end: rest.len() as u16,
                        features,
                        known: true,
                        weight,
                    });
                }
                for (_, preverb) in known.iter().filter(|(of, _)| of == kind) {
                    let Some(opening) = rest[..at].strip_prefix(&**preverb) else { continue };
                    let Some(before) = self.openings.get(opening) else { continue };
                    if !agree(*kind, *before, *features) {
                        continue;
                    }
                    let mut all = before.with(*features).with(Features::VERB);
                    if !preverb.is_empty() {
                        all = all.with(Features::PREVERB);
                    }
                    let stem = at as u16..rest.len() as u16;
                    let same = |a: &Analysis| a.start == stem.start && a.end == stem.end && a.features == all;
                    if !out[from..].iter().any(same) {
                        // A verb read whole is a safe reading, the safer the more stands around its stem.
                        let weight = 4 + i8::from(!opening.is_empty()) * 2 + i8::from(!preverb.is_empty());
                        out.push(Analysis {
                            start: stem.start,
                            end: stem.end,
                            features: all,
                            known: true,
                            weight,
                        });
                    }
                }
            }
        }
    }
}

impl Verbs {
    /// A known noun written together with the verb, and what stands between the two.
    fn glued_noun(&self, lexicon: &dyn Lexicon, before: &str) -> Option<(Features, bool)> {
        let splits = before.char_indices().rev().map(|(at, _)| at);
        // The longest noun first.
        std::iter::once(before.len()).chain(splits).find_map(|at| {
            let (noun, opening) = before.split_at(at);
            let features = self.openings.get(opening)?;
            (noun.len() >= 6 && lexicon.knows(noun)).then_some((*features, !opening.is_empty()))
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

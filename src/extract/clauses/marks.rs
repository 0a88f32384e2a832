//! The classes of words that the stages of clauses ask for, as bits, so that asking is cheap.
//!
//! The words themselves stand in the lexicon; a class no lexicon has is simply on no word.

use crate::{
    lang::PerWord,
    pack::{Pack, SetId},
};

/// One or several classes of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mark(u128);

impl Mark {
    /// No class.
    pub const NONE: Self = Self(0);

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Any class in common?
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

macro_rules! marks {
    ($($name:ident = $class:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "only counts the names below")]
        enum Count { $($name,)* }
        impl Mark { $(#[doc = concat!("Class `", $class, "`.")] pub const $name: Self = Self(1 << Count::$name as u32);)* }
        const NAMES: &[(&str, Mark)] = &[$(($class, Mark::$name),)*];
    };
}

marks! {
    WORD = "word", UNKNOWN = "unknown", VERBAL = "verbal", COUNTRY = "country", NUMBER = "number", PUNCT = "punct", PERSON = "PERSON", ORG = "ORG", PLACE = "PLACE", TIME = "TIME",
    VERB = "verb", PAST = "past", PRESENT = "present", SUBJUNCTIVE = "subjunctive", NEG = "neg",
    PASSIVE = "passive", ME = "speaker", PLURAL = "plural", ALSO = "also",
    V_DO = "v_do", V_GIVE = "v_give", V_BE = "v_be", V_SAY = "v_say", V_ANNOUNCE = "v_announce", V_GO = "v_go", V_COME = "v_come",
    V_ARRIVE = "v_arrive", V_SEND = "v_send", V_CARRY = "v_carry", V_RETURN = "v_return", V_THROW = "v_throw",
    V_FALL = "v_fall", V_GATHER = "v_gather", V_CAN = "v_can", V_WANT = "v_want", V_EXIST = "v_exist",
    AND = "conj_word", THAT = "that", BUT = "but", PURPOSE = "purpose", BECAUSE = "because", IF = "if_word",
    WHEN = "when_word", ALSO_WORD = "also_word", BY = "by", BETWEEN = "between", WITH = "with_word",
    TOWARDS = "towards", FOR = "for_word", IN = "in_word", AT = "at_word", HEADED = "headed", JOINT = "joint",
    DELEGATION = "delegation", BOTH = "both", OFFICIAL = "official", TITLE = "title", COMPANY = "company",
    SOURCE = "source_noun", UTTERANCE = "utterance_noun", ACCORDING = "according", CONTENT = "content_word",
    MUST = "must", SCHEDULED = "scheduled", MEET_NOUN = "meet_noun", TALKS_NOUN = "talks_noun",
    TRAVEL_NOUN = "travel_noun", ATTACK_NOUN = "attack_noun", RECEIVE_NOUN = "receive_noun", ABOUT = "about",
    SAME = "same_person", ADVERB = "adverb", PREPOSITION = "preposition", REQUEST = "request_cue", POINTED = "glued_point", NEED = "need_noun", THEY = "they_word", SELF = "self_word", TOGETHER = "joint_word", TREATY = "treaty_noun", V_KILL = "v_kill", V_BOMB = "v_bomb", ARMS = "arms_word", ACCIDENT = "accident_word", BELONGING = "belonging", INFINITIVE = "infinitive", ATTACK_LIGHT = "attack_light", V_GO_ON = "v_go_on", V_PERFORM = "v_perform",
    HELD = "held_noun", V_TIE = "v_tie", NO_DEED = "no_deed", AGAINST = "against", FULL_TEXT = "full_text", SEVERAL = "several", QUANTITY = "QUANTITY", DEM_WORD = "dem_word",
    WE = "we_word", AS = "as_word", OWN_BODY = "own_body", OUTCOME = "outcome_noun", ACTION = "action_noun",
    SAID = "said_word", PERSON_NOUN = "person_noun", MARTYR = "martyr_word", HONORIFIC = "honorific", FORCED = "forced_word", KIN = "kin_word", V_CONVEY = "v_convey",
    STATE = "v_state", V_KNOW = "v_know", HOPE = "hope_word", HABIT = "habit_word", FUTURE = "future_word", HARM = "harm_word", ASK = "ask_word", VOWED = "vow_state", V_LEAVE = "v_leave", ORG_HEAD = "org_head",
}

/// From the pack's sets of classes to [`Mark`]s.
#[derive(Clone, Debug)]
pub struct Marks {
    /// By set number.
    of_sets: Vec<Mark>,
}

/// What is kept from one document to the next, for one pack.
#[derive(Clone, Debug, Default)]
pub struct KnownMarks {
    pub(super) marks: Option<Marks>,
    /// Of each word that may be a noun with a light verb: the verb's.
    pub(super) light: PerWord<Option<Mark>>,
}

impl Marks {
    /// For one pack.
    #[must_use]
    pub fn new(pack: &Pack) -> Self {
        let mut bits = Vec::new();
        for (name, mark) in NAMES {
            if let Some(class) = pack.classes.find(name) {
                let at = class.0 as usize;
                if bits.len() <= at {
                    bits.resize(at + 1, Mark::NONE);
                }
                bits[at] = *mark;
            }
        }
        let of_set = |set: u16| {
            let marks =
                pack.classes.members(SetId(set)).iter().filter_map(|class| bits.get(class.0 as usize));
            marks.fold(Mark::NONE, |all, mark| all.with(*mark))
        };
        Self { of_sets: (0..pack.classes.sets() as u16).map(of_set).collect() }
    }

    /// The marks of a set of classes.
    #[must_use]
    pub fn of(&self, set: SetId) -> Mark {
        self.of_sets.get(set.0 as usize).copied().unwrap_or_default()
    }
}

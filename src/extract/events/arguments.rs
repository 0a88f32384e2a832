//! Who took part and where: the names of the trigger's clause, by how each stands in its phrase.

use std::ops::Range;

use super::super::clauses::{Mark, Relation, Scene, Sign, Standing, Subject};
use super::told_before;
use crate::model::{EntityIx, EntityKind, EventKind};
use crate::pack::Features;

/// What stands around a trigger.
pub(super) struct Arguments {
    /// In text order, each once.
    pub participants: Vec<EntityIx>,
    /// Where, or where to.
    pub place: Option<EntityIx>,
    /// Does the clause name its subject (or one that may be it)?
    pub subject: bool,
}

/// A participant as the clause has it.
struct Party {
    entity: EntityIx,
    /// Is it named by the trigger's own phrase: "talks between A and B", "the visit of A"?
    own: bool,
    /// Does it stand before the trigger under no preposition?
    bare: bool,
}

impl Arguments {
    /// Reads the clause of the trigger. `done` says that the rule found the noun with its verb ("carried out
    /// an attack"), whose subject takes part.
    pub(super) fn read(
        scene: &Scene<'_>,
        sentence: usize,
        clause: usize,
        trigger: Range<usize>,
        kind: EventKind,
        done: bool,
    ) -> Self {
        let mut arguments = Self { participants: Vec::new(), place: None, subject: false };
        let Some(here) = scene.clauses(sentence).get(clause) else { return arguments };
        arguments.take(scene, sentence, here.units.clone(), &trigger, (kind, done));
        // The rest of the clause stands before a relative one.
        if let Some(head) = scene.head_before_relative(sentence, clause) {
            let mut before = Self { participants: Vec::new(), place: None, subject: false };
            before.take(scene, sentence, head, &trigger, (kind, done));
            // "NAMES, who …, fell in an attack of BODY": who fell is told before.
            let fell = |one: &EntityIx| {
                kind == EventKind::Attack && scene.is_person(*one) && !before.participants.is_empty()
            };
            if !arguments.subject || before.participants.iter().all(fell) {
                arguments.subject |= before.subject;
                before.participants.into_iter().for_each(|one| arguments.add(one));
            }
            arguments.place = arguments.place.or(before.place);
        }
        arguments
    }

    /// Takes the names of a stretch of the sentence.
    fn take(
        &mut self,
        scene: &Scene<'_>,
        sentence: usize,
        units: Range<usize>,
        trigger: &Range<usize>,
        (kind, done): (EventKind, bool),
    ) {
        let start = scene.after_source(sentence, units.clone(), trigger.start);
        let violent = matches!(kind, EventKind::Attack | EventKind::Arrest);
        let nominal = !trigger.clone().any(|unit| scene.finite(sentence, unit));
        let passive = trigger.clone().any(|unit| scene.is(sentence, unit, Mark::PASSIVE));
        // A bare attack noun: only its own phrase says who.
        let bare = violent && nominal && !done;
        let phrase = (trigger.end..units.end)
            .find(|unit| {
                // A comma between two names goes on with their list.
                let name = |at: usize| scene.entity(sentence, at).is_some();
                scene.sign(sentence, *unit) == Some(Sign::Comma) && !(name(unit - 1) && name(unit + 1))
                    || scene.is(sentence, *unit, Mark::THAT)
            })
            .unwrap_or(units.end);
        let mut parties: Vec<Party> = Vec::new();
        let mut place_rank = 0;
        for unit in start..units.end {
            let governed = unit > start && scene.governor(sentence, unit - 1).is_some();
            if scene.is(sentence, unit, Mark::BOTH) && !governed && !bare && unit < trigger.start {
                self.subject = true;
                let both = scene.both(sentence, unit).into_iter();
                parties.extend(both.map(|entity| Party { entity, own: true, bare: false }));
            }
            let Some(entity) = scene.entity(sentence, unit) else { continue };
            let Some(kind_of) = scene.kind(entity) else { continue };
            // "on the hill of martyr NAME": named after them.
            if kind == EventKind::Attack && named_after(scene, sentence, unit) {
                continue;
            }
            let country = kind_of == EntityKind::Place && scene.country(sentence, unit);
            let own = scene.standing(sentence, unit, start);
            let standing = if country { own } else { under(scene, sentence, own, start) };
            let relation = standing.relation;
            let heads = Head::of(scene, sentence, standing.head, unit, trigger);
            // By whom and on whom it is done may also stand before it.
            let outside = bare
                && !(trigger.end..phrase).contains(&unit)
                && !(unit < trigger.start && matches!(relation, Relation::By | Relation::Against));
            // "the relations between A and B" are not talks between them.
            let about = || (trigger.end..standing.list).any(|at| scene.is(sentence, at, Mark::ABOUT));
            // "between A and B a fight broke out".
            let both = matches!(kind, EventKind::Attack | EventKind::Sign)
                && (done || !nominal)
                && (kind_of != EntityKind::Place || country);
            let elsewhere = relation == Relation::Between
                && (standing.list < trigger.start && !both
                    || about()
                    || standing.list > trigger.end + 3
                        && scene.ends(sentence, standing.list.saturating_sub(2), Features::IZAFE));
            let agent = bare && heads == Head::Trigger && country;
            // "COUNTRY attacked …": the state does it. "the missiles of COUNTRY": so do its arms.
            let state = violent
                && !nominal
                && !passive
                && country
                && unit < trigger.start
                && relation == Relation::Bare
                && !scene.ends(sentence, unit, Features::IZAFE)
                && parties.is_empty()
                && (heads == Head::Itself || armed(scene, sentence, standing.head..unit));
            let arms = violent
                && kind_of == EntityKind::Place
                && heads == Head::Noun
                && (relation == Relation::By || attack_of(scene, sentence, standing.head..unit) && country);
            let attackers = violent
                && kind_of != EntityKind::Place
                && heads == Head::Noun
                && attack_of(scene, sentence, standing.head..unit);
            // "receives in PLACE": only what stands after the trigger is the guest.
            let host_place = kind == EventKind::Receive && relation == Relation::In && unit < trigger.start;
            let far =
                kind_of == EntityKind::Place && relation == Relation::Bare && standing.list > trigger.end + 2;
            // "went to the MINISTRY": where to.
            let goal = kind == EventKind::Travel
                && kind_of == EntityKind::Organisation
                && !nominal
                && unit >= trigger.end
                && matches!(relation, Relation::Bare | Relation::For | Relation::Towards);
            let part = !far && !goal && takes_part(kind, kind_of, heads, relation) && !host_place;
            if !outside && !elsewhere && (agent || part || state || arms || attackers) {
                let own = relation == Relation::Between || heads == Head::Trigger;
                let before = relation == Relation::Bare && unit < trigger.start;
                parties.push(Party { entity, own, bare: before });
                let beside = matches!(relation, Relation::With | Relation::Joint);
                let guest = kind == EventKind::Receive && unit >= trigger.end;
                self.subject |= !beside && !guest;
            } else if !parties.iter().any(|party| party.entity == entity) {
                // "because of the shells of BODY" is not where.
                let cause = kind == EventKind::Attack
                    && kind_of == EntityKind::Organisation
                    && scene.ends(sentence, unit, Features::EWE);
                // "COUNTRY condemns the attack": who stands before a bare noun is not where either.
                let before = bare && relation == Relation::Bare && unit < trigger.start;
                let told = match place_rank_of(kind, kind_of, heads, relation, unit, trigger) {
                    _ if cause || before => 0,
                    // What the noun's own phrase tells comes first.
                    rank if bare && unit < trigger.start => rank / 2,
                    rank => rank,
                };
                let rank = if goal { GOAL } else { told };
                if rank > place_rank {
                    place_rank = rank;
                    self.place = Some(entity);
                }
            }
        }
        // "A welcomed the talks between B and C": A has no part in them.
        let told = nominal && parties.iter().filter(|party| party.own).count() > 1;
        parties.retain(|party| !(told && party.bare && !party.own));
        for party in parties {
            self.add(party.entity);
        }
    }

    /// Adds those of whom the clause tells without naming them in it. `bare` says that the trigger is a noun
    /// without its verb.
    pub(super) fn point_back(
        &mut self,
        scene: &Scene<'_>,
        sentence: usize,
        clause: usize,
        trigger: Range<usize>,
        kind: EventKind,
        (bare, passive): (bool, bool),
    ) {
        let Some(here) = scene.clauses(sentence).get(clause) else { return };
        let violent = matches!(kind, EventKind::Attack | EventKind::Arrest);
        if bare {
            // "BODY said that in an operation of their forces …"
            let forces = |unit: usize| {
                scene.is(sentence, unit, Mark::OWN_BODY) && scene.several(sentence, unit..unit + 1)
            };
            if violent && self.participants.is_empty() && (trigger.end..trigger.end + 2).any(forces) {
                self.participants = scene.earlier_subject(sentence, clause);
            }
            return;
        }
        if kind == EventKind::Other {
            return;
        }
        let suffered = trigger.clone().any(|unit| scene.is(sentence, unit, Mark::V_BE));
        let mut told = Vec::new();
        if violent || !self.subject {
            told = scene.relative_heads(sentence, clause, violent);
        }
        let someone = |all: &[EntityIx]| all.iter().any(|one| scene.is_person(*one));
        if violent && told.is_empty() && !someone(&self.participants) {
            told.extend(scene.said_person(sentence, here.units.start..trigger.end));
        }
        if violent
            && told.is_empty()
            && self.participants.is_empty()
            && told_before::points_back(scene, sentence, clause, None).is_none()
        {
            told = scene.shared_subject(sentence, clause, trigger.start, !passive && !suffered);
            // A body is not what was killed or arrested.
            let fits = |one: &EntityIx| {
                if passive || suffered { scene.is_person(*one) } else { !scene.is_place(*one) }
            };
            told.retain(fits);
        }
        if !violent && told.is_empty() && !self.subject {
            // "the president of REGION receives": who that is.
            if let Subject::One(one) = scene.subject_of(sentence, clause, trigger.start) {
                told.extend(Some(one).filter(|one| scene.is_person(*one)));
            }
        }
        if kind == EventKind::Appoint && told.is_empty() && self.participants.is_empty() {
            // "NAME formed a government and became its president".
            told = scene.shared_subject(sentence, clause, trigger.start, true);
            told.retain(|one| scene.is_person(*one));
        }
        told.retain(|one| !self.participants.contains(one));
        self.subject |= !told.is_empty();
        self.place = self.place.filter(|place| !told.contains(place));
        for one in told {
            self.add(one);
        }
    }

    /// Adds those who speak of their own deed.
    pub(super) fn speak(&mut self, speakers: &[EntityIx]) {
        let mut all = speakers.to_vec();
        all.extend(self.participants.drain(..).filter(|one| !speakers.contains(one)));
        self.participants = all;
        self.subject |= !speakers.is_empty();
        self.place = self.place.filter(|place| !self.participants.contains(place));
    }

    fn add(&mut self, entity: EntityIx) {
        if !self.participants.contains(&entity) {
            self.participants.push(entity);
        }
    }
}

/// Is the person no more than whom a place, a unit or an operation is named after: "the hill of martyr NAME and
/// martyr NAME"?
fn named_after(scene: &Scene<'_>, sentence: usize, unit: usize) -> bool {
    let Some(before) = unit.checked_sub(2).filter(|_| scene.is(sentence, unit - 1, Mark::MARTYR)) else {
        return false;
    };
    scene.ends(sentence, before, Features::IZAFE) && scene.entity(sentence, before).is_none()
        || scene.is(sentence, before, Mark::AND)
            && before.checked_sub(1).is_some_and(|other| named_after(scene, sentence, other))
}

/// How well a body serves as the place somebody goes to: less than a place behind the verb does.
const GOAL: u32 = 9;

/// "The fighters that belong to BODY": the name stands as the noun does whose it is.
fn under(scene: &Scene<'_>, sentence: usize, own: Standing, start: usize) -> Standing {
    let Some(noun) = own.head.checked_sub(3).filter(|noun| *noun >= start) else { return own };
    let belongs = scene.is(sentence, noun + 1, Mark::BELONGING) && scene.is(sentence, noun + 2, Mark::AT);
    if !belongs || !scene.ends(sentence, noun, Features::IZAFE) {
        return own;
    }
    let outer = scene.standing(sentence, noun, start);
    Standing { head: outer.head, list: outer.list.min(own.list), relation: outer.relation }
}

/// Is there a word of arms among the nouns that a name depends on ("the aircraft of COUNTRY")?
fn armed(scene: &Scene<'_>, sentence: usize, chain: Range<usize>) -> bool {
    let near = chain.start.max(chain.end.saturating_sub(2))..chain.end;
    near.into_iter()
        .any(|unit| scene.is(sentence, unit, Mark::ARMS) && scene.ends(sentence, unit, Features::IZAFE))
}

/// Is the name that of those whose attack is told of ("in an attack of BODY")?
fn attack_of(scene: &Scene<'_>, sentence: usize, mut chain: Range<usize>) -> bool {
    chain.any(|unit| scene.is(sentence, unit, ATTACK))
}

/// Nouns that tell of an attack.
pub(super) const ATTACK: Mark = Mark::ATTACK_NOUN.with(Mark::ATTACK_LIGHT).with(Mark::ACTION);

/// What a name depends on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    /// Nothing.
    Itself,
    /// The trigger.
    Trigger,
    /// A title ("the adviser of NAME").
    Title,
    /// A delegation, officials, their company.
    People,
    /// A noun of kinship ("the son of NAME").
    Kin,
    /// Any other noun.
    Noun,
}

impl Head {
    fn of(scene: &Scene<'_>, sentence: usize, head: usize, unit: usize, trigger: &Range<usize>) -> Self {
        if head == unit {
            return Self::Itself;
        }
        let chain = head..unit;
        let has = |mark: Mark| chain.clone().any(|at| scene.is(sentence, at, mark));
        // "members", "a member", "two members" of it: some of its people.
        let some = |at: usize| {
            scene.ends(sentence, at, Features::PL.with(Features::INDEF))
                || scene.is(sentence, at, Mark::QUANTITY)
                || at > 0 && scene.is(sentence, at - 1, Mark::NUMBER)
        };
        let plain = chain.clone().any(|at| scene.is(sentence, at, Mark::TITLE) && !some(at));
        let people = Mark::DELEGATION.with(Mark::OFFICIAL).with(Mark::COMPANY);
        if has(people) || has(Mark::TITLE) && !plain {
            Self::People
        } else if chain.clone().any(|at| trigger.contains(&at)) {
            Self::Trigger
        } else if plain {
            Self::Title
        } else if has(Mark::KIN) {
            Self::Kin
        } else {
            Self::Noun
        }
    }
}

fn takes_part(kind: EventKind, of: EntityKind, head: Head, relation: Relation) -> bool {
    use Relation::{Against, Bare, Between, By, For, In, Joint, Onto, Other, Towards, With};
    let violent = matches!(kind, EventKind::Attack | EventKind::Arrest);
    let talks = matches!(kind, EventKind::Talks | EventKind::Sign | EventKind::Meet);
    match of {
        EntityKind::Person => match head {
            Head::Title | Head::Kin => false,
            Head::Noun => {
                matches!(relation, Bare | By | With | Between) || kind == EventKind::Vote && relation == Other
            }
            _ => true,
        },
        EntityKind::Organisation => match head {
            Head::Title => false,
            Head::Itself => match relation {
                In => matches!(kind, EventKind::Receive),
                For | Towards | Other => false,
                Against | Onto => violent,
                _ => true,
            },
            Head::Trigger | Head::People => true,
            Head::Noun | Head::Kin => violent && matches!(relation, Bare | By | Against | Onto),
        },
        EntityKind::Place => match head {
            Head::Itself => match relation {
                Between | By | Joint => true,
                With => !violent,
                Bare => matches!(kind, EventKind::Talks | EventKind::Sign | EventKind::Receive),
                _ => false,
            },
            Head::Trigger => talks,
            Head::People => !violent,
            Head::Title | Head::Noun | Head::Kin => false,
        },
    }
}

/// How well a name serves as the event's place; 0 for not at all.
fn place_rank_of(
    kind: EventKind,
    of: EntityKind,
    head: Head,
    relation: Relation,
    unit: usize,
    trigger: &Range<usize>,
) -> u32 {
    let place = of == EntityKind::Place;
    if of == EntityKind::Person || head == Head::Title {
        return 0;
    }
    let base = match (relation, kind) {
        (Relation::For | Relation::Towards, EventKind::Travel) => 5,
        (Relation::Bare, EventKind::Travel) if place && (unit >= trigger.end || head == Head::Trigger) => 6,
        (Relation::In | Relation::Bare, EventKind::Travel) | (Relation::Between, EventKind::Attack)
            if place =>
        {
            2
        }
        (Relation::In, EventKind::Travel) => 0,
        (Relation::In, _) => 4,
        (Relation::For | Relation::Onto, EventKind::Attack) if place => 3,
        (Relation::Bare, EventKind::Attack) if place => 1,
        _ => 0,
    };
    if base == 0 { 0 } else { 2 * base + u32::from(place) }
}

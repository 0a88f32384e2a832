//! The icons of the window: characters of the Phosphor font (MIT), and which stands for what.

use crate::model::{EntityKind, EventKind};

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub const $name: char = $code;)*
    };
}

#[allow(missing_docs, reason = "each is named after its picture")]
mod codes {
    icons! {
        MAGNIFYING_GLASS = '\u{e30c}';
        X = '\u{e4f6}';
        FOLDER_OPEN = '\u{e256}';
        FOLDER = '\u{e24a}';
        USER = '\u{e4c2}';
        BUILDINGS = '\u{e102}';
        MAP_PIN = '\u{e316}';
        CLOCK = '\u{e19a}';
        CALENDAR = '\u{e10a}';
        HASH = '\u{e2a2}';
        BADGE = '\u{e6f6}';
        HANDSHAKE = '\u{e582}';
        QUOTES = '\u{e660}';
        SEAL_CHECK = '\u{e606}';
        FLAG = '\u{e244}';
        CHECK = '\u{e182}';
        CARET_DOWN = '\u{e136}';
        CARET_UP = '\u{e13c}';
        CARET_LEFT = '\u{e138}';
        CARET_RIGHT = '\u{e13a}';
        SUN = '\u{e472}';
        MOON = '\u{e330}';
        CIRCLE_HALF = '\u{e18c}';
        TRANSLATE = '\u{e4a2}';
        FLOPPY = '\u{e248}';
        EXPORT = '\u{eaf0}';
        BOOKMARK = '\u{e0ea}';
        FUNNEL = '\u{e266}';
        WARNING = '\u{e4e0}';
        SHIELD = '\u{e40a}';
        LIGHTNING = '\u{e2de}';
        HEARTBEAT = '\u{e2ac}';
        WALLET = '\u{e68a}';
        CHART_LINE = '\u{e156}';
        GLOBE = '\u{e28c}';
        BANK = '\u{e0b4}';
        GRADUATION_CAP = '\u{e62c}';
        PALETTE = '\u{e6c8}';
        LEAF = '\u{e2da}';
        HAND_HEART = '\u{e810}';
        SCALES = '\u{e750}';
        TAG = '\u{e478}';
        KEYBOARD = '\u{e2d8}';
        COMMAND = '\u{e1c4}';
        TRASH = '\u{e4a6}';
        PENCIL = '\u{e3b4}';
        UNDO = '\u{e08a}';
        MINUS_CIRCLE = '\u{e32c}';
        CHECK_SQUARE = '\u{e186}';
        SQUARE = '\u{e45e}';
        MINUS_SQUARE = '\u{ed4c}';
        FILE_TEXT = '\u{e23a}';
        FILES = '\u{e710}';
        TABLE = '\u{e476}';
        TIMELINE = '\u{e7b4}';
        ARTICLE = '\u{e0a8}';
        STOP = '\u{e46c}';
        AIRPLANE = '\u{e002}';
        HAND_WAVING = '\u{e580}';
        CHATS = '\u{e17a}';
        SIGNATURE = '\u{ebac}';
        CROSSHAIR = '\u{e1d6}';
        GAVEL = '\u{ea32}';
        LOCK = '\u{e308}';
        STAR = '\u{e46a}';
        STACK = '\u{e466}';
        INFO = '\u{e2ce}';
        DATABASE = '\u{e1de}';
        BINOCULARS = '\u{ea64}';
        ARROW_UP = '\u{e08e}';
        ARROW_DOWN = '\u{e03e}';
        CLOCK_COUNTDOWN = '\u{ed2c}';
        PROHIBIT = '\u{e3de}';
        USERS = '\u{e68e}';
        EYE = '\u{e220}';
        X_CIRCLE = '\u{e4f8}';
        TEXT_AA = '\u{e6ee}';
        NEWSPAPER = '\u{e344}';
        RELOAD = '\u{e038}';
        PLUS = '\u{e3d4}';
        MINUS = '\u{e32a}';
        CHECK_CIRCLE = '\u{e184}';
        SORT = '\u{e444}';
        DOTS = '\u{e1fe}';
        NOTE = '\u{e348}';
        COPY = '\u{e1ca}';
    }
}

pub use codes::*;

/// The icon of a topic; users' own topics share one.
#[must_use]
pub fn topic(id: &str) -> char {
    match id {
        "security" => SHIELD,
        "energy" => LIGHTNING,
        "health" => HEARTBEAT,
        "budget" => WALLET,
        "economy" => CHART_LINE,
        "diplomacy" => GLOBE,
        "governance" => BANK,
        "education" => GRADUATION_CAP,
        "culture" => PALETTE,
        "environment" => LEAF,
        "humanitarian" => HAND_HEART,
        "rights" => SCALES,
        _ => TAG,
    }
}

/// The icon of a named thing.
#[must_use]
pub fn entity(kind: EntityKind) -> char {
    match kind {
        EntityKind::Person => USER,
        EntityKind::Organisation => BUILDINGS,
        EntityKind::Place => MAP_PIN,
    }
}

/// The icon of an event.
#[must_use]
pub fn event(kind: EventKind) -> char {
    match kind {
        EventKind::Meet => USERS,
        EventKind::Travel => AIRPLANE,
        EventKind::Receive => HAND_WAVING,
        EventKind::Talks => CHATS,
        EventKind::Sign => SIGNATURE,
        EventKind::Appoint => BADGE,
        EventKind::Attack => CROSSHAIR,
        EventKind::Vote => CHECK_SQUARE,
        EventKind::Arrest => LOCK,
        EventKind::Other => FLAG,
    }
}

//! Where the panels stand: filters at the side where reading begins, then documents, then the reader, tabs
//! below; mirrored with the language.

use egui::{Align2, Context, Id, LayerId, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

use super::{
    panels::{
        Cx, Shell, chips,
        dialogs::{Drafts, dialogs_ui},
        documents::documents_ui,
        facts::facts_ui,
        filters::filters_ui,
        problems, reader,
        reader::{ReaderMemory, reader_ui},
        shared::{SharedMemory, shared_ui},
        status::{self, status_ui},
        timeline::timeline_ui,
        top::{self, top_ui},
    },
    rows::Rows,
    widgets::{
        Axis, EmptyState, List, Strip, empty_state, facet_id, icon, split_handle, tab_button, text_button,
    },
    words,
};
use crate::{
    query::{FactList, Tab},
    session::{Panel, SettingCommand, TableCommand, UiCommand},
};

/// What panels keep between frames.
#[derive(Default)]
pub struct Memory {
    /// The reader's.
    pub reader: ReaderMemory,
    /// That of the tab of shared passages.
    pub shared: SharedMemory,
}

/// A part whose size the user sets: its name in the settings, its size at first, the least and the most.
struct Sized {
    name: &'static str,
    first: f32,
    least: f32,
    most: f32,
}

const FILTERS: Sized = Sized { name: "filters", first: 264.0, least: 200.0, most: 420.0 };
const DOCUMENTS: Sized = Sized { name: "documents", first: 320.0, least: 220.0, most: 620.0 };
const TABS: Sized = Sized { name: "tabs", first: 208.0, least: 100.0, most: 700.0 };

/// Width of the line between parts, in points; more on both sides of it takes the mouse.
const HANDLE: f32 = 1.0;

/// The least the reader needs, in points.
const READER: f32 = 380.0;

impl Sized {
    fn now(&self, shell: &Shell<'_>, room: f32) -> f32 {
        let size = shell.state.settings.panels.get(self.name).copied().unwrap_or(self.first);
        size.clamp(self.least, self.most.min(room.max(self.least))).round()
    }

    fn resize(&self, shell: &Shell<'_>, size: f32, moved: f32) {
        if moved != 0.0 {
            let size = (size + moved).clamp(self.least, self.most);
            shell.send(SettingCommand::PanelSize(self.name.to_owned(), size));
        }
    }
}

/// Does a list other than that of the documents have the keyboard? Its letters are its own then.
#[must_use]
pub fn list_has_focus(ctx: &Context) -> bool {
    let lists = [
        "facts",
        "timeline",
        "shared",
        "problems",
        "fonts",
        "report",
        "places",
        "topics",
        "preview",
        "differences",
    ]
    .map(List::id);
    let focused = ctx.memory(egui::Memory::focused);
    focused.is_some_and(|id| lists.contains(&id))
}

/// Gives the keyboard to a panel.
pub fn focus(ctx: &Context, panel: Panel) {
    let lists = || {
        let ids = [List::id("facts"), List::id("timeline"), List::id("shared")];
        ids.into_iter().find(|id| ctx.read_response(*id).is_some()).unwrap_or(ids[0])
    };
    let id: Id = match panel {
        Panel::Search => top::search_id(),
        Panel::Filters => facet_id("topic"),
        Panel::Documents => List::id("documents"),
        Panel::Reader => reader::reader_id(),
        Panel::Table => lists(),
    };
    ctx.memory_mut(|m| m.request_focus(id));
}

/// Draws the whole window.
pub fn window_ui(shell: &Shell<'_>, ui: &mut Ui, rows: &Rows, memory: &mut Memory, drafts: &mut Drafts) {
    let look = shell.look;
    let p = look.palette();
    let screen = ui.max_rect();
    ui.painter().rect_filled(screen, 0.0, p.ground.0);
    let (top, rest) = screen.split_top_bottom_at_y(screen.top() + top::HEIGHT);
    let (middle, bottom) = rest.split_top_bottom_at_y(rest.bottom() - status::HEIGHT);
    top_ui(shell, ui, top);
    match (&shell.state.store, &shell.state.results) {
        (Some(store), Some(results)) if results.total > 0 => {
            let cx = Cx { shell, store: &**store, results, rows };
            corpus_ui(&cx, ui, middle, memory);
        }
        _ => no_corpus_ui(shell, ui, middle),
    }
    status_ui(shell, ui, bottom);
    dialogs_ui(shell, ui.ctx(), drafts);
    drop_ui(shell, ui.ctx(), screen);
}

fn part(ui: &mut Ui, shell: &Shell<'_>, rect: Rect, salt: &'static str) -> Ui {
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(shell.look.column()).id_salt(salt));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    child.spacing_mut().item_spacing.y = 0.0;
    child
}

fn corpus_ui(cx: &Cx<'_>, ui: &mut Ui, area: Rect, memory: &mut Memory) {
    let look = cx.look;
    let p = look.palette();
    let rtl = look.is_rtl();
    let height = chips::height(cx, ui, area.width());
    let (above, below) = area.split_top_bottom_at_y(area.top() + height);
    ui.painter().hline(above.x_range(), above.bottom() - 0.5, Stroke::new(1.0, p.border.0));
    let mut bar = part(ui, cx, above, "chips");
    chips::chips_ui(cx, &mut bar, above);

    let mut strip = Strip::new(below, rtl);
    let filters_width = FILTERS.now(cx, below.width() - DOCUMENTS.least - READER);
    let filters = strip.start(filters_width);
    let filters_handle = strip.start(HANDLE);
    let main = strip.rest();
    let tabs_height = TABS.now(cx, main.height() - 180.0);
    let (upper, lower) = main.split_top_bottom_at_y((main.bottom() - tabs_height).max(main.top() + 120.0));
    let mut strip = Strip::new(upper, rtl);
    let documents_width = DOCUMENTS.now(cx, upper.width() - READER);
    let documents = strip.start(documents_width);
    let documents_handle = strip.start(HANDLE);
    let text = strip.rest();

    ui.painter().rect_filled(filters, 0.0, p.side.0);
    ui.painter().rect_filled(documents, 0.0, p.paper.0);
    ui.painter().rect_filled(text, 0.0, p.paper.0);
    let mut filters_part = part(ui, cx, filters.shrink2(vec2(8.0, 0.0)), "filters");
    filters_ui(cx, &mut filters_part);
    documents_ui(cx, &mut part(ui, cx, documents, "documents"));
    reader_ui(cx, &mut part(ui, cx, text, "reader"), &mut memory.reader);
    tabs_ui(cx, ui, lower, &mut memory.shared);

    let sign = if rtl { -1.0 } else { 1.0 };
    let name = look.tr("resize-filters");
    let moved = split_handle(ui, look, filters_handle, "filters handle", Axis::Horizontal, &name);
    FILTERS.resize(cx, filters_width, moved * sign);
    let name = look.tr("resize-documents");
    let moved = split_handle(ui, look, documents_handle, "documents handle", Axis::Horizontal, &name);
    DOCUMENTS.resize(cx, documents_width, moved * sign);
    let line = Rect::from_min_max(pos2(lower.left(), lower.top()), pos2(lower.right(), lower.top() + HANDLE));
    let moved = split_handle(ui, look, line, "tabs handle", Axis::Vertical, &look.tr("resize-tabs"));
    TABS.resize(cx, tabs_height, -moved);
}

fn tabs_ui(cx: &Cx<'_>, ui: &mut Ui, area: Rect, shared: &mut SharedMemory) {
    let look = cx.look;
    let p = look.palette();
    ui.painter().rect_filled(area, 0.0, p.paper.0);
    let (head, body) = area.split_top_bottom_at_y(area.top() + 40.0);
    ui.painter().rect_filled(head, 0.0, p.side.0);
    ui.painter().hline(head.x_range(), head.bottom() - 0.5, Stroke::new(1.0, p.border.0));
    let layout = if look.is_rtl() {
        egui::Layout::right_to_left(egui::Align::Max)
    } else {
        egui::Layout::left_to_right(egui::Align::Max)
    };
    let inner =
        Rect::from_min_max(pos2(head.left() + 8.0, head.top()), pos2(head.right() - 8.0, head.bottom()));
    let mut bar = ui.new_child(UiBuilder::new().max_rect(inner).layout(layout).id_salt("tabs"));
    bar.spacing_mut().item_spacing.x = 4.0;
    let known = |facts: &FactList| facts.is_ready().then(|| facts.len());
    let tabs = [
        (Tab::Facts, icon::TABLE, "tab-facts", known(&cx.results.facts)),
        (Tab::Timeline, icon::TIMELINE, "tab-timeline", known(&cx.results.timeline)),
        (Tab::Shared, icon::COPY, "tab-shared", shared.count(cx)),
    ];
    for (tab, sign, key, count) in tabs {
        let count = count.map_or_else(String::new, |count| look.locale.count(count));
        let title = format!("{} {count}", look.tr(key));
        if tab_button(&mut bar, look, sign, title.trim(), cx.state.tab == tab).clicked() {
            cx.send(TableCommand::Tab(tab));
        }
    }
    let mut content = part(ui, cx, body, "tab");
    match cx.state.tab {
        Tab::Facts => facts_ui(cx, &mut content),
        Tab::Timeline => timeline_ui(cx, &mut content),
        Tab::Shared => shared_ui(cx, &mut content, shared),
    }
}

/// Nothing to show yet, or nothing there: what is the case and what to do.
fn no_corpus_ui(shell: &Shell<'_>, ui: &mut Ui, area: Rect) {
    let look = shell.look;
    ui.painter().rect_filled(area, 0.0, look.palette().paper.0);
    let mut child = part(ui, shell, area, "no corpus");
    let loading = shell.is_loading() || (shell.state.pending && shell.state.results.is_none());
    let trouble = problems::of_the_folder(shell.state);
    let state = if loading {
        EmptyState {
            icon: icon::CLOCK_COUNTDOWN,
            title: look.tr("loading-title"),
            hint: look.tr("loading-hint"),
            colour: None,
        }
    } else if let Some(problem) = trouble {
        let (title, hint) = words::problem(look, problem.kind);
        let hint =
            if problem.path.is_empty() { hint } else { format!("{hint}\n\u{2068}{}\u{2069}", problem.path) };
        EmptyState { icon: icon::WARNING, title, hint, colour: Some(look.palette().warning.0) }
    } else {
        EmptyState {
            icon: icon::FOLDER_OPEN,
            title: look.tr("nothing-title"),
            hint: look.tr("nothing-hint"),
            colour: None,
        }
    };
    empty_state(&mut child, look, area, &state, |ui| {
        if loading {
            return;
        }
        ui.spacing_mut().item_spacing.y = 8.0;
        if text_button(ui, look, Some(icon::FOLDER_OPEN), &look.tr("command-open-folder"), true).clicked() {
            shell.send(UiCommand::OpenFolder);
        }
        if text_button(ui, look, Some(icon::NEWSPAPER), &look.tr("command-open-sample"), false).clicked() {
            shell.send(UiCommand::OpenSample);
        }
    });
}

/// While a file is held over the window: what letting go will do.
fn drop_ui(shell: &Shell<'_>, ctx: &Context, screen: Rect) {
    if ctx.input(|i| i.raw.hovered_files.is_empty()) {
        return;
    }
    let look = shell.look;
    let p = look.palette();
    let painter = ctx.layer_painter(LayerId::new(egui::Order::Foreground, Id::unique("drop")));
    painter.rect_filled(screen, 0.0, p.accent_soft.0.gamma_multiply(0.92));
    painter.rect_stroke(screen.shrink(12.0), 12.0, Stroke::new(3.0, p.accent.0), egui::StrokeKind::Inside);
    let font = look.tokens.bold(look.tokens.text.title);
    painter.text(screen.center(), Align2::CENTER_CENTER, look.tr("drop-hint"), font, p.text.0);
}

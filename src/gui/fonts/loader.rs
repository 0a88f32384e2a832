//! A thread that looks through the fonts and reads the chosen one, so that no frame waits for a disk.
//!
//! Asks are answered in their order: of two choices made quickly, the later one stays.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use egui::Context;

use super::{ChosenFont, FontError, Installed, InstalledFont};

/// Where fonts come from.
pub trait FontSource: Send {
    /// Every family there is now, with what it lacks.
    fn list(&mut self) -> Vec<InstalledFont>;
    /// Reads a family.
    fn load(&mut self, family: &str) -> Result<ChosenFont, FontError>;
}

/// The fonts of the system, looked for when first asked for and at each list.
#[derive(Debug, Default)]
pub struct SystemFonts(Option<Installed>);

impl FontSource for SystemFonts {
    fn list(&mut self) -> Vec<InstalledFont> {
        self.0.insert(Installed::find()).families().to_vec()
    }

    fn load(&mut self, family: &str) -> Result<ChosenFont, FontError> {
        self.0.get_or_insert_with(Installed::find).load(family)
    }
}

enum Ask {
    List,
    Use(Option<String>),
}

/// What came of an ask.
#[derive(Clone, Debug)]
pub enum FontNews {
    /// The families there are.
    List(Vec<InstalledFont>),
    /// The font to use from now on; `None` for the bundled one.
    Use(Option<ChosenFont>),
    /// The family that cannot be used, and why.
    Failed(String, String),
}

/// The thread, seen from the window.
#[derive(Debug)]
pub struct FontLoader {
    asks: Sender<Ask>,
    answers: Sender<FontNews>,
    news: Receiver<FontNews>,
}

impl FontLoader {
    /// Starts the thread; it ends with the loader.
    #[must_use]
    pub fn start(mut source: Box<dyn FontSource>, ctx: &Context) -> Self {
        let (asks, asked) = channel();
        let (answers, news) = channel();
        let (sender, ctx) = (answers.clone(), ctx.clone());
        // Without a thread every ask is refused below.
        let _ = thread::Builder::new().name("fonts".to_owned()).spawn(move || {
            for ask in asked {
                let answer = match ask {
                    Ask::List => FontNews::List(source.list()),
                    Ask::Use(None) => FontNews::Use(None),
                    Ask::Use(Some(family)) => match source.load(&family) {
                        Ok(font) => FontNews::Use(Some(font)),
                        Err(err) => FontNews::Failed(family, err.to_string()),
                    },
                };
                // Without a receiver the window is gone.
                let _ = sender.send(answer);
                ctx.request_repaint();
            }
        });
        Self { asks, answers, news }
    }

    /// Asks for the list.
    pub fn list(&self) {
        self.ask(Ask::List);
    }

    /// Asks for a family to be used, or the bundled font.
    pub fn choose(&self, family: Option<String>) {
        self.ask(Ask::Use(family));
    }

    /// The answers since the last time.
    pub fn news(&self) -> Vec<FontNews> {
        self.news.try_iter().collect()
    }

    fn ask(&self, ask: Ask) {
        let Err(refused) = self.asks.send(ask) else { return };
        let answer = match refused.0 {
            Ask::List => FontNews::List(Vec::new()),
            Ask::Use(None) => FontNews::Use(None),
            Ask::Use(Some(family)) => {
                FontNews::Failed(family, "the system gives no thread to read it".to_owned())
            }
        };
        let _ = self.answers.send(answer);
    }
}

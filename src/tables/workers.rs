//! Threads that read shares, whose rows come back in the order in which the shares went in.
//!
//! The threads own all they read. So a caller that is interrupted may leave at once, without waiting for the end of a long
//! document: a worker stops by itself behind the document that it is at.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use arrow_schema::ArrowError;

use super::{Rows, Share, rows};
use crate::entities::EntityMatcher;
use crate::language::Language;

type Read = Result<Rows, ArrowError>;

/// Several threads at work. What is dropped early is stopped.
///
/// ```
/// use factbox::tables::{Doc, Docs, Ids, Share, Workers};
/// use std::time::Duration;
/// let mut workers = Workers::new(2, None, factbox::Language::English).unwrap();
/// for id in 0..3 {
///     let docs = Docs::Own(vec![Doc::Text("Five people fled. Two died.".to_owned())]);
///     workers.send(Share { docs, ids: Ids::Numbers(vec![id]) });
/// }
/// let mut sentences = 0;
/// while workers.in_flight() > 0 {
///     if let Some(rows) = workers.receive(Duration::from_secs(1)) {
///         sentences += rows.unwrap().sentences[0].num_rows();
///     }
/// }
/// assert_eq!(sentences, 6);
/// ```
pub struct Workers {
    shares: Sender<(usize, Share)>,
    read: Receiver<(usize, Read)>,
    /// What came before its turn.
    early: BTreeMap<usize, Read>,
    sent: usize,
    given: usize,
    stop: Arc<AtomicBool>,
}

impl Workers {
    /// Starts `threads` threads, one at least.
    ///
    /// # Errors
    /// Where the system has no thread to give.
    pub fn new(threads: usize, matcher: Option<&Arc<EntityMatcher>>, language: Language) -> io::Result<Self> {
        let (shares, waiting) = channel::<(usize, Share)>();
        let (done, read) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..threads.max(1) {
            let (waiting, done, stop) = (Arc::clone(&waiting), done.clone(), Arc::clone(&stop));
            let matcher = matcher.cloned();
            let work = move || {
                let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
                while let Ok((number, share)) = next() {
                    let stopped = || stop.load(Ordering::Relaxed);
                    let read = rows(&share, matcher.as_deref(), language, &stopped);
                    if stopped() || done.send((number, read)).is_err() {
                        break;
                    }
                }
            };
            thread::Builder::new().name("factbox".to_owned()).spawn(work)?;
        }
        Ok(Self { shares, read, early: BTreeMap::new(), sent: 0, given: 0, stop })
    }

    /// Gives out a share.
    pub fn send(&mut self, share: Share) {
        // the threads end only when this is dropped
        let _ = self.shares.send((self.sent, share));
        self.sent += 1;
    }

    /// The shares given out whose rows have not come back.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.sent - self.given
    }

    /// The rows of the next share in order; `None` if they are not there after this time.
    pub fn receive(&mut self, wait: Duration) -> Option<Read> {
        while self.given < self.sent {
            if let Some(read) = self.early.remove(&self.given) {
                self.given += 1;
                return Some(read);
            }
            match self.read.recv_timeout(wait) {
                Ok((number, read)) => drop(self.early.insert(number, read)),
                Err(RecvTimeoutError::Timeout) => return None,
                Err(RecvTimeoutError::Disconnected) => {
                    self.given = self.sent;
                    return Some(Err(ArrowError::ComputeError("the threads have ended".to_owned())));
                }
            }
        }
        None
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

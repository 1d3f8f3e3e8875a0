//! Gazetteers from outside: what a matcher finds against a slow one that is obviously right, why it says so, and what
//! becomes of files, sound and unsound.

mod agreement;
mod cases;
mod changes;
mod files;
mod reasons;
mod reference;
mod samples;

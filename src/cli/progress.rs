//! Progress bars: on standard error, and on a terminal only.

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressStyle};

/// Of the bytes of a file.
pub(super) fn bytes(all: u64) -> ProgressBar {
    let template = "{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
    styled(ProgressBar::new(all), template)
}

/// Of records whose number is not known.
pub(super) fn records() -> ProgressBar {
    styled(
        ProgressBar::no_length(),
        "{spinner} {human_pos} records {per_sec}",
    )
}

/// Of records of which there are about so many.
pub(super) fn counted() -> ProgressBar {
    styled(
        ProgressBar::new(0),
        "{wide_bar} {human_pos}/{human_len} records {per_sec} {eta}",
    )
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

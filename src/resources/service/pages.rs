//! The pages of the error codes. All of their text is the service's own.

use crate::error::Code;

const STYLE: &str = "\
    body{font:1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1c2733;background:#fff}\
    a{color:#0b57a4}code{font-size:.95em;background:#eef2f6;border-radius:.25rem;padding:.1rem .35rem}\
    h1{font-size:1.6rem;line-height:1.25}dt{font-weight:600;margin-top:1.2rem}dd{margin:.2rem 0 0}\
    .status{color:#52606d}\
    @media(prefers-color-scheme:dark){body{color:#dde5ec;background:#14191f}a{color:#7ab8f5}code{background:#26303a}.status{color:#9fb0bf}}";

/// The page of one code.
pub(super) fn of(code: Code) -> String {
    let body = format!(
        "<h1>{title}</h1>\
         <p class=\"status\"><code>{code}</code> · HTTP {status}</p>\
         <p>{meaning}</p>\
         <p>Every failure carries a <code>request_id</code>; the operator finds the request in the log by it.</p>\
         <p><a href=\"/problems\">All error codes</a> · <a href=\"/docs/\">API documentation</a></p>",
        title = code.title(),
        code = code.as_str(),
        status = code.status(),
        meaning = code.meaning(),
    );
    html(code.title(), &body)
}

/// The page of all of them.
pub(super) fn all() -> String {
    let entries: String = Code::ALL
        .iter()
        .map(|code| {
            format!(
                "<dt><a href=\"/problems/{code}\"><code>{code}</code></a> \
                 <span class=\"status\">{status}</span></dt><dd>{meaning}</dd>",
                code = code.as_str(),
                status = code.status().as_u16(),
                meaning = code.meaning(),
            )
        })
        .collect();
    html(
        "Error codes",
        &format!(
            "<h1>Error codes</h1>\
             <p>Every failure is <code>application/problem+json</code> (RFC 9457). Programs should \
             decide by <code>code</code>, which never changes its meaning.</p><dl>{entries}</dl>\
             <p><a href=\"/docs/\">API documentation</a></p>"
        ),
    )
}

fn html(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{title} · factcheck</title><style>{STYLE}</style></head><body>{body}</body></html>"
    )
}

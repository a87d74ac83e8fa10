//! Addresses of the web, and sites: hosts as people name them, without `www.`.

use url::Url;

/// What stands before the hosts of pages that are made for small screens.
const VIEWS: [&str; 2] = ["m.", "amp."];

/// Whether a text is an absolute http or https URL (RFC 3986): ASCII without spaces, the rest
/// percent-encoded.
pub fn is_url(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let after = ["http://", "https://"]
        .iter()
        .find_map(|scheme| lower.strip_prefix(scheme));
    let is_web = after.is_some_and(|after| !after.starts_with('/'));
    let is_plain = !text
        .chars()
        .any(|c| !c.is_ascii_graphic() || matches!(c, '\\' | '<' | '>' | '"' | '`' | '{' | '}'));
    is_web && is_plain && Url::parse(text).is_ok_and(|url| url.has_host())
}

/// The site that an address leads to.
pub fn of_url(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    url.host_str().map(bare)
}

/// A site that somebody named by its host or by an address on it, spelled as [`of_url`] does.
pub fn named(name: &str) -> String {
    let name = name.trim();
    of_url(name)
        .or_else(|| of_url(&format!("https://{name}")))
        .unwrap_or_else(|| bare(name))
}

/// A site and those that it is within: `cek.example.org`, `example.org`. A part alone, as `org` is,
/// is none.
pub fn around(site: &str) -> impl Iterator<Item = &str> {
    let dots = site.match_indices('.').map(|(at, _)| at + 1);
    let wider = dots.filter_map(|at| site.get(at..));
    std::iter::once(site).chain(wider.filter(|it| it.contains('.')))
}

/// The site of a host.
pub fn bare(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

/// Whether an address is on a site, on a part of it, or on what it is a part of.
pub fn is_on(url: &str, site: &str) -> bool {
    of_url(url).is_some_and(|other| is_part(&other, site) || is_part(site, &other))
}

fn is_part(part: &str, whole: &str) -> bool {
    let rest = whole_of(part).strip_suffix(whole_of(whole));
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The site of which another one is a view. What is left is a site: `m.org` is none of `org`.
fn whole_of(site: &str) -> &str {
    let mut wholes = VIEWS.iter().filter_map(|view| site.strip_prefix(view));
    wholes.find(|whole| whole.contains('.')).unwrap_or(site)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_one_spelling() {
        for name in [
            "example.org",
            "www.example.org",
            "WWW.Example.ORG",
            " example.org ",
            "example.org:8080",
            "example.org/facts",
            "https://www.example.org/facts?x=1#y",
        ] {
            assert_eq!(named(name), "example.org", "{name}");
        }
        assert_eq!(named("cek.example.org"), "cek.example.org");
        assert_eq!(named("m\u{fc}nchen.example"), "xn--mnchen-3ya.example");
        assert_eq!(named("no host"), "no host");
        assert_eq!(of_url("mailto:a@example.org"), None);
    }

    #[test]
    fn parts_and_views_of_a_site_are_on_it() {
        for (url, site) in [
            ("https://example.org/a", "example.org"),
            ("https://www.example.org/a", "example.org"),
            ("https://m.example.org/a", "cek.example.org"),
            ("https://amp.example.org/a", "m.example.org"),
            ("https://cek.example.org/a", "example.org"),
            ("https://example.org/a", "cek.example.org"),
        ] {
            assert!(is_on(url, site), "{url} {site}");
        }
        for (url, site) in [
            ("https://anexample.org/a", "example.org"),
            ("https://example.org.example/a", "example.org"),
            ("https://a.example.org/a", "b.example.org"),
            ("https://example.org/a", "m.org"),
            ("mailto:a@example.org", "example.org"),
        ] {
            assert!(!is_on(url, site), "{url} {site}");
        }
    }

    #[test]
    fn a_site_is_within_those_around_it() {
        let wide: Vec<&str> = around("a.cek.example.org").collect();
        let expected = ["a.cek.example.org", "cek.example.org", "example.org"];
        assert_eq!(wide, expected);
        let alone: Vec<&str> = around("localhost").collect();
        assert_eq!(alone, ["localhost"]);
    }
}

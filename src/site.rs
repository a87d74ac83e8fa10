//! Sites: hosts as people name them, without `www.`.

use url::Url;

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
    fn a_site_is_within_those_around_it() {
        let wide: Vec<&str> = around("a.cek.example.org").collect();
        let expected = ["a.cek.example.org", "cek.example.org", "example.org"];
        assert_eq!(wide, expected);
        let alone: Vec<&str> = around("localhost").collect();
        assert_eq!(alone, ["localhost"]);
    }
}

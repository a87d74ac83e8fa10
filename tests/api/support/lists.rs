//! Lists: one page of them, and all pages one after the other.

use serde_json::Value;

use super::api::Api;
use super::newsroom::text;

/// More entries than any test makes: a walk that comes so far goes round in circles.
const ENDLESS: usize = 100;

impl Api {
    /// The entries of one page.
    pub async fn list(&self, path: impl Into<String>) -> Vec<Value> {
        let page = self.get(path).await.expect(200);
        page["data"].as_array().unwrap().clone()
    }

    /// The entries of all pages, two a page, in the order in which `next_cursor` leads to them;
    /// the `Link` header must lead there as well.
    pub async fn walk(&self, path: &str) -> Vec<Value> {
        let joint = if path.contains('?') { '&' } else { '?' };
        let mut next = format!("{path}{joint}limit=2");
        let mut entries = Vec::new();
        while entries.len() < ENDLESS {
            let answer = self.get(&next).await;
            let page = answer.expect(200);
            let data = page["data"].as_array().unwrap();
            entries.extend(data.iter().cloned());
            let Some(cursor) = page["next_cursor"].as_str() else {
                assert_eq!(answer.header("link"), None, "{next} is the last page");
                assert!(
                    !data.is_empty() || entries.is_empty(),
                    "{next} is an empty page"
                );
                return entries;
            };
            assert_eq!(data.len(), 2, "{next} is not the last page");
            let link = answer.header("link").unwrap();
            let target = link.strip_suffix(">; rel=\"next\"").unwrap();
            assert!(target.ends_with(&format!("&cursor={cursor}")), "{link}");
            next = target.strip_prefix('<').unwrap().to_owned();
        }
        panic!("{path} has no last page");
    }
}

/// A text of each entry, in order.
pub fn column<'a>(entries: &'a [Value], member: &str) -> Vec<&'a str> {
    entries.iter().map(|entry| text(&entry[member])).collect()
}

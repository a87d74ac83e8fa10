//! Lists: one page of them, and all pages one after the other.

use serde_json::Value;
use uuid::Uuid;

use super::api::Api;
use super::client::Request;
use super::newsroom::{id, text};

/// More entries than any test makes: a walk that comes so far goes round in circles.
const ENDLESS: usize = 100;

impl Api {
    /// The entries of one page.
    pub async fn list(&self, path: impl Into<String>) -> Vec<Value> {
        entries(self.get(path)).await
    }

    /// The entries of one page, as the holder of a key sees it.
    pub async fn list_as(&self, key: &str, path: impl Into<String>) -> Vec<Value> {
        entries(self.get(path).key(key)).await
    }

    /// The entries of all pages, two a page, in the order in which `next_cursor` leads to them;
    /// the `Link` header must lead there as well.
    pub async fn walk(&self, path: &str) -> Vec<Value> {
        walk(|page| self.get(page), path).await
    }

    /// As `walk`, for the holder of a key.
    pub async fn walk_as(&self, key: &str, path: &str) -> Vec<Value> {
        walk(|page| self.get(page).key(key), path).await
    }

    /// The cursor that continues a list after its first entry.
    pub async fn cursor(&self, path: &str) -> String {
        let joint = joint(path);
        let page = self.get(format!("{path}{joint}limit=1")).await.expect(200);
        text(&page["next_cursor"]).to_owned()
    }
}

async fn entries(page: Request) -> Vec<Value> {
    page.await.expect(200)["data"].as_array().unwrap().clone()
}

async fn walk(ask: impl Fn(&str) -> Request, path: &str) -> Vec<Value> {
    let mut next = format!("{path}{}limit=2", joint(path));
    let mut entries = Vec::new();
    while entries.len() < ENDLESS {
        let answer = ask(&next).await;
        let page = answer.expect(200);
        let data = page["data"].as_array().unwrap();
        entries.extend(data.iter().cloned());
        let Some(cursor) = page["next_cursor"].as_str() else {
            assert_eq!(answer.header("link"), None, "{next} is the last page");
            let is_whole = !data.is_empty() || entries.is_empty();
            assert!(is_whole, "{next} is an empty page");
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

fn joint(path: &str) -> char {
    if path.contains('?') { '&' } else { '?' }
}

/// A text of each entry, in order.
pub fn column<'a>(entries: &'a [Value], member: &str) -> Vec<&'a str> {
    entries.iter().map(|entry| text(&entry[member])).collect()
}

/// The id of each entry, in order.
pub fn ids<'a>(entries: impl IntoIterator<Item = &'a Value>) -> Vec<Uuid> {
    entries.into_iter().map(id).collect()
}

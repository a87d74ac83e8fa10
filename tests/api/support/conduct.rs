//! What every resource does alike, told once: preconditions, tags, totals, refusals.

use serde_json::{Value, json};

use super::api::Api;
use super::lists::column;
use super::newsroom::{NO_WEB_ADDRESSES, assert_includes, id, text, uncounted, with};

impl Api {
    /// Queries of a list find the entries that have these letters as a member, in this order.
    pub async fn finds(&self, list: &str, member: &str, queries: &[(&str, &str)]) {
        for (query, letters) in queries {
            let found = self.list(format!("{list}?{query}")).await;
            assert_eq!(column(&found, member).concat(), *letters, "{query}");
        }
    }

    /// As [`Api::finds`], page by page.
    pub async fn walks(&self, list: &str, member: &str, queries: &[(&str, &str)]) {
        for (query, letters) in queries {
            let found = self.walk(&format!("{list}?{query}")).await;
            assert_eq!(column(&found, member).concat(), *letters, "{query}");
        }
    }

    /// A list tells what was added or changed at a time or later.
    pub async fn tells_changes(
        &self,
        list: &str,
        key: &str,
        body: impl Fn(&str) -> Value,
        patch: &Value,
    ) {
        let mut made = Vec::new();
        for letter in ["a", "b", "c"] {
            made.push(uncounted(self.made(list, key, body(letter)).await));
        }
        let path = format!("{list}/{}", id(&made[0]));
        let changed = uncounted(self.patch(path, key, patch).await.expect(200));
        let (b, c) = (&made[1], &made[2]);
        let later = json!({"updated_at": "2027-01-01T00:00:00Z"});
        for (since, expected) in [
            (b, &[c, b, &changed][..]),
            (c, &[c, &changed]),
            (&changed, &[&changed]),
            (&later, &[]),
        ] {
            let since = text(&since["updated_at"]);
            let found = self.list(format!("{list}?updated_since={since}")).await;
            assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{since}");
        }
    }

    /// What was posted comes back, then and when its address is read.
    pub async fn gives_back(&self, collection: &str, key: &str, body: &Value) -> Value {
        let answer = self.post(collection, key, body).await;
        let made = answer.expect(201);
        assert_includes(&made, body);
        assert_eq!(made["version"], 1);
        assert_eq!(made["updated_at"], made["created_at"]);
        let location = format!("{collection}/{}", id(&made));
        assert_eq!(answer.header("location").as_ref(), Some(&location));
        let read = self.get(location).await;
        assert_eq!(read.expect(200), made);
        assert_eq!(read.etag(), answer.etag());
        made
    }

    /// Only the organization that added it, and the whole instance, may change it.
    pub async fn guards_changes(&self, path: &str, patch: &Value) {
        let before = self.get(path).await.expect(200);
        let other = self.newsroom("other").await;
        let answer = self.patch(path, &other.key, patch).await;
        answer.problem(403, "not_owner");
        assert_eq!(self.get(path).await.expect(200), before);
        let admin = self.instance_admin().await;
        let changed = self.patch(path, &admin, patch).await.expect(200);
        assert_includes(&changed, patch);
        assert_eq!(changed["created_by"], before["created_by"]);
    }

    /// Only the organization that added it, and the whole instance, may delete it.
    pub async fn guards_deletion(&self, path: &str) {
        let before = self.get(path).await.expect(200);
        let other = self.newsroom("other").await;
        let answer = self.delete(path, &other.key).await;
        answer.problem(403, "not_owner");
        assert_eq!(self.get(path).await.expect(200), before);
        let admin = self.instance_admin().await;
        self.delete(path, &admin).await.expect(204);
    }

    /// A list tells how many entries it has in all, but only when asked.
    pub async fn counts(&self, path: &str, total: usize) {
        let joint = if path.contains('?') { '&' } else { '?' };
        let page = self.get(format!("{path}{joint}limit=1")).await.expect(200);
        assert_eq!(page.get("total"), None);
        let counted = format!("{path}{joint}limit=1&count=exact");
        let page = self.get(counted).await.expect(200);
        assert_eq!(page["total"], total, "{path}");
        assert_eq!(page["data"].as_array().unwrap().len(), 1);
    }

    /// A cursor continues its own query, with any limit, and no other.
    pub async fn binds_cursors(&self, path: &str, other_queries: &[&str]) {
        let whole = self.list(path).await;
        let first = self.get(format!("{path}?limit=1")).await.expect(200);
        let cursor = format!("cursor={}", text(&first["next_cursor"]));
        let rest = self.list(format!("{path}?limit=50&{cursor}")).await;
        assert_eq!(rest, whole[1..]);
        for query in other_queries {
            let answer = self.get(format!("{path}?limit=1&{query}&{cursor}")).await;
            answer.problem(400, "cursor_mismatch");
        }
    }

    /// Who holds a representation is not sent it again until a patch changes it.
    pub async fn is_held_until_changed(&self, path: &str, key: &str, patch: &Value) {
        let tag = self.get(path).await.etag();
        let held = self.get(path).header("If-None-Match", &tag).await;
        held.expect(304);
        assert!(held.body.is_empty());
        assert_eq!(held.etag(), tag);

        let changed = self.patch(path, key, patch).await.expect(200);
        let read = self.get(path).header("If-None-Match", &tag).await;
        assert_eq!(read.expect(200), changed);
        assert_ne!(read.etag(), tag);
    }

    /// A patch moves version and time, and leaves all other members as they are but those of
    /// `expected`.
    pub async fn changes(&self, path: &str, key: &str, patch: &Value, expected: Value) {
        let before = self.get(path).await.expect(200);
        let answer = self.patch(path, key, patch).await;
        let changed = answer.expect(200);
        let version = before["version"].as_i64().unwrap() + 1;
        let moved = json!({"version": version, "updated_at": changed["updated_at"]});
        assert_eq!(changed, with(with(before.clone(), expected), moved));
        assert!(text(&changed["updated_at"]) > text(&before["updated_at"]));
        let read = self.get(path).await;
        assert_eq!(read.expect(200), changed);
        assert_eq!(read.etag(), answer.etag());
    }

    /// Patches that ask for what is there already change neither version nor tag.
    pub async fn stays_as_it_is(&self, path: &str, key: &str, patches: &[Value]) {
        let before = self.get(path).await;
        for patch in patches {
            let same = self.patch(path, key, patch).await;
            assert_eq!(same.expect(200), before.expect(200), "{patch}");
            assert_eq!(same.etag(), before.etag(), "{patch}");
        }
    }

    /// A patch needs the tag of the last read, and changes nothing with an older one or none.
    pub async fn patches_the_version_read(&self, path: &str, key: &str, patches: [&Value; 2]) {
        let [first, second] = patches;
        let tag = self.get(path).await.etag();
        let blind = self.patch(path, key, first).without("If-Match").await;
        blind.problem(428, "precondition_required");
        let changed = self
            .patch(path, key, first)
            .if_match(&tag)
            .await
            .expect(200);
        let stale = self.patch(path, key, second).if_match(&tag).await;
        stale.problem(412, "precondition_failed");
        assert_eq!(self.get(path).await.expect(200), changed);
    }

    /// A deletion with a tag needs that of the last read.
    pub async fn deletes_the_version_read(&self, path: &str, key: &str, patch: &Value) {
        let old = self.get(path).await.etag();
        let current = self.patch(path, key, patch).await.etag();
        let stale = self.delete(path, key).if_match(&old).await;
        stale.problem(412, "precondition_failed");
        assert_eq!(self.get(path).await.etag(), current);
        let deleted = self.delete(path, key).if_match(&current).await;
        deleted.expect(204);
    }

    /// A deletion leaves nothing behind, neither at the path nor in the list.
    pub async fn deletes(&self, collection: &str, path: &str, key: &str) {
        let before = self.list(collection).await;
        self.delete(path, key).await.expect(204);
        self.get(path).await.problem(404, "not_found");
        self.delete(path, key).await.problem(404, "not_found");
        let patch = self.patch(path, key, &json!({})).await;
        patch.problem(404, "not_found");
        let rest: Vec<Value> = before
            .into_iter()
            .filter(|entry| !path.ends_with(text(&entry["id"])))
            .collect();
        assert!(!rest.is_empty(), "others are needed to see that they stay");
        assert_eq!(self.list(collection).await, rest);
    }

    /// A deletion is refused for what rests on it.
    pub async fn is_in_use(&self, path: &str, key: &str) {
        let before = self.get(path).await.expect(200);
        self.delete(path, key).await.problem(409, "in_use");
        assert_eq!(self.get(path).await.expect(200), before);
    }

    /// None of the values is taken for a member of what is posted.
    pub async fn refuses(
        &self,
        path: &str,
        key: &str,
        body: &Value,
        fault: (&str, &str),
        values: &[&str],
    ) {
        let (member, code) = fault;
        for value in values {
            let body = with(body.clone(), json!({member: value}));
            let answer = self.post(path, key, &body).await;
            answer.fault(&format!("/{member}"), code);
        }
    }

    /// Nothing but an absolute web address is taken for a member of what is posted.
    pub async fn refuses_other_than_urls(&self, path: &str, key: &str, body: &Value, member: &str) {
        let fault = (member, "invalid_url");
        self.refuses(path, key, body, fault, &NO_WEB_ADDRESSES)
            .await;
    }

    /// None of the patches is applied, each for one fault.
    pub async fn refuses_patches(&self, path: &str, key: &str, patches: &[(Value, &str, &str)]) {
        let before = self.get(path).await.expect(200);
        for (patch, pointer, code) in patches {
            self.patch(path, key, patch).await.fault(pointer, code);
        }
        assert_eq!(self.get(path).await.expect(200), before);
    }
}

//! The request machinery, which knows no resource: who calls, what was sent, what is answered.
//! Every resource gets it by naming these types in a handler's signature.

pub mod caller;
pub mod cursor;
pub mod etag;
pub mod failures;
pub mod google;
pub mod idempotency;
pub mod json;
pub mod languages;
pub mod layers;
pub mod limits;
pub mod moved;
pub mod ndjson;
pub mod negotiation;
pub mod page;
pub mod path;
pub mod problem;
pub mod query;
pub mod reply;
pub mod routes;
pub mod rules;
pub mod streaming;

pub use caller::{Authorized, Caller, Viewer};
pub use etag::{IfMatch, OptionalIfMatch};
pub use idempotency::Attempt;
pub use json::{Json, MergePatch, Unread};
pub use languages::{LanguageChoice, Languages, Worded};
pub use moved::{Current, Moved};
pub use negotiation::{Negotiated, PrefersLinkedData};
pub use page::{ListQuery, Page, Paging};
pub use path::Path;
pub use query::Query;
pub use reply::{
    Answer, Changed, Created, Deleted, Found, Listed, ListedMore, Paged, Rendered, Resource, Told,
};

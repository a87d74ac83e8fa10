//! Who calls: the key of a request, checked and counted once for every path of the API, and the
//! types by which a handler's signature says what the caller must be allowed to do.

pub mod keys;
pub mod last_use;
pub mod secret;

use std::marker::PhantomData;
use std::ops::Deref;

use actix_web::body::MessageBody;
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::future::{Ready, ready};
use uuid::Uuid;

use crate::app::State;
use crate::db::Author;
use crate::error::{Code, Problem, Result};
use crate::http::{google, routes};
use crate::vocabulary::Scope;
use secret::Secret;

/// The holder of a valid key.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The key's id.
    pub key: Uuid,
    /// The key's organization; none for a key of the whole instance.
    pub organization: Option<Uuid>,
    /// What the key may do.
    pub scopes: Vec<Scope>,
}

impl Caller {
    /// May change what belongs to any organization.
    pub fn is_instance_admin(&self) -> bool {
        self.scopes.contains(&Scope::InstanceAdmin)
    }

    /// In whose name the caller writes.
    pub fn author(&self) -> Author {
        Author {
            organization: self.organization,
            key: Some(self.key),
            is_instance_admin: self.is_instance_admin(),
        }
    }

    /// Whether the key may do what needs a scope; `instance:admin` may do it all, though it
    /// owns nothing and sees nobody's drafts.
    pub fn may(&self, scope: Scope) -> bool {
        self.is_instance_admin() || self.scopes.contains(&scope)
    }

    /// Every scope for whose sake it may do something.
    pub fn may_all(&self) -> Vec<Scope> {
        let all = Scope::ALL.iter().copied();
        all.filter(|scope| self.may(*scope)).collect()
    }
}

/// Puts the caller into a request of the API, or refuses a key that is not valid and whoever
/// has sent too many requests. Without a key the request goes on: reading is free.
pub async fn authenticate<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let is_google = google::is_for(&request);
    if is_google || routes::is_under(&request, "/v1") {
        let state = State::of(request.request())?;
        let sent = request.headers().get(AUTHORIZATION);
        let caller = match sent.filter(|sent| !is_google || google::is_our_key(sent)) {
            Some(sent) => identify(state, sent.to_str().unwrap_or_default())
                .await
                .map(Some),
            None => Ok(None),
        };
        state.limits().admit(&request, &caller)?;
        if let Some(caller) = caller? {
            request.extensions_mut().insert(caller);
        }
    }
    next.call(request).await
}

async fn identify(state: &State, header: &str) -> Result<Caller> {
    let invalid = |why: &'static str| Problem::new(Code::InvalidApiKey, why);
    let secret = header
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .and_then(|(_, secret)| Secret::parse(secret.trim()))
        .ok_or_else(|| invalid("Authorization must be Bearer and a key of this service."))?;
    let now = state.clock.now();
    let key = state
        .db
        .lookup(async |conn| keys::find(conn, secret.prefix()).await)
        .await?
        .filter(|key| secret.matches(&key.secret_sha256))
        .ok_or_else(|| invalid("There is no such key."))?;
    if key.revoked_at.is_some() {
        return Err(invalid("The key was revoked."));
    }
    if key.expires_at.is_some_and(|end| end <= now) {
        return Err(invalid("The key has expired."));
    }
    state.last_uses.note(&state.db, &key, now);
    Ok(Caller {
        key: key.id,
        organization: key.organization_id,
        scopes: key.scopes,
    })
}

/// The caller, where any valid key will do.
impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let caller = request.extensions().get::<Self>().cloned();
        ready(caller.ok_or_else(|| {
            Problem::new(
                Code::MissingApiKey,
                "Send a key: Authorization: Bearer fc_…",
            )
        }))
    }
}

/// The caller, if any: for reads that show an organization more than they show the public.
#[derive(Debug)]
pub struct Viewer(pub Option<Caller>);

impl Viewer {
    /// The organization whose drafts may be shown.
    pub fn organization(&self) -> Option<Uuid> {
        self.0.as_ref()?.organization
    }
}

impl FromRequest for Viewer {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(request.extensions().get::<Caller>().cloned())))
    }
}

/// A scope, as a type.
pub trait Needs {
    /// The scope.
    const SCOPE: Scope;
}

macro_rules! scopes {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        $($(#[$doc])* #[derive(Debug)] pub struct $name;
        impl Needs for $name { const SCOPE: Scope = Scope::$name; })+
    };
}

scopes! {
    /// `claims:write`
    ClaimsWrite;
    /// `verdicts:write`
    VerdictsWrite;
    /// `verdicts:publish`
    VerdictsPublish;
    /// `organization:admin`
    OrganizationAdmin;
    /// `instance:admin`
    InstanceAdmin;
}

/// A caller whose key has the scope. Stand it before the body in a handler's signature:
/// extractors run in order, and who may not write is not told what is wrong with the body.
#[derive(Debug)]
pub struct Authorized<S> {
    caller: Caller,
    scope: PhantomData<S>,
}

impl<S> Deref for Authorized<S> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl<S: Needs> FromRequest for Authorized<S> {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload).into_inner();
        ready(caller.and_then(|caller| {
            if !caller.may(S::SCOPE) {
                return Err(Problem::new(
                    Code::MissingScope,
                    format!("The key lacks the scope {}.", S::SCOPE.as_str()),
                ));
            }
            Ok(Self {
                caller,
                scope: PhantomData,
            })
        }))
    }
}

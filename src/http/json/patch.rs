//! Merge patches (RFC 7396): a member that is null is removed, one that is absent stays, and
//! what results must keep every rule that a new resource keeps.

use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::openapi::schema::{OneOfBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{ObjectBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};
use validator::Validate;

use super::{body, check, parse};
use crate::error::{Problem, Result};

/// A change of a resource, told as the difference between two of its `New…` bodies.
#[derive(Debug)]
pub struct MergePatch<T> {
    patch: Value,
    of: PhantomData<T>,
}

impl<T: Serialize + DeserializeOwned + Validate + PartialEq> MergePatch<T> {
    /// What comes of it; none when nothing changes.
    pub fn apply(&self, current: &T) -> Result<Option<T>> {
        let changed = self.onto(current)?;
        Ok((changed != *current).then_some(changed))
    }
}

impl<T: DeserializeOwned + Validate> MergePatch<T> {
    /// What it makes of anything that has fields of a `T`.
    pub fn onto(&self, current: impl Serialize) -> Result<T> {
        let mut merged = serde_json::to_value(current).map_err(Problem::internal)?;
        // Members without a value are left out of what is merged into, as the RFC has it.
        if let Value::Object(fields) = &mut merged {
            fields.retain(|_, value| !value.is_null());
        }
        merge(&mut merged, &self.patch);
        check(&merged)
    }

    /// Whether it removes one member and says nothing of another.
    pub fn removes_without(&self, member: &str, other: &str) -> bool {
        self.patch.get(member).is_some_and(Value::is_null) && self.patch.get(other).is_none()
    }

    /// The text that it gives a member.
    pub fn text(&self, member: &str) -> Option<&str> {
        self.patch.get(member)?.as_str()
    }
}

fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(serde_json::Map::new());
    }
    if let Value::Object(fields) = target {
        for (name, change) in changes {
            if change.is_null() {
                fields.remove(name);
            } else {
                merge(fields.entry(name.as_str()).or_insert(Value::Null), change);
            }
        }
    }
}

impl<T> MergePatch<T> {
    /// One out of a value, which is an object.
    pub fn new(patch: Value) -> Result<Self> {
        if !patch.is_object() {
            return Err(Problem::fault("", "wrong_type", "an object is expected"));
        }
        let of = PhantomData;
        Ok(Self { patch, of })
    }
}

impl<T: 'static> MergePatch<T> {
    /// One that is sent as plain JSON, to where no PATCH goes.
    pub fn from_json(
        request: &HttpRequest,
        payload: &mut Payload,
    ) -> impl Future<Output = Result<Self>> + use<T> {
        Self::read(request, payload, &[body::JSON])
    }

    fn read(
        request: &HttpRequest,
        payload: &mut Payload,
        media_types: &'static [&'static str],
    ) -> impl Future<Output = Result<Self>> + use<T> {
        let body = body::read(request, payload, media_types);
        async move { Self::new(parse(&body.await?)?) }
    }
}

impl<T: 'static> FromRequest for MergePatch<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        Box::pin(Self::read(
            request,
            payload,
            &[body::MERGE_PATCH, body::JSON],
        ))
    }
}

/// The schema of a patch is that of a new resource with nothing required, and with null for
/// what may be removed.
impl<T: PartialSchema> PartialSchema for MergePatch<T> {
    fn schema() -> RefOr<Schema> {
        let RefOr::T(Schema::Object(mut object)) = T::schema() else {
            return T::schema();
        };
        let required = std::mem::take(&mut object.required);
        for (name, property) in &mut object.properties {
            if !required.contains(name) {
                let own = std::mem::replace(property, ObjectBuilder::new().into());
                *property = nullable(own);
            }
        }
        object.description = Some(
            "A merge patch (RFC 7396) of what was sent to create it: absent members stay as they are, null removes one."
                .to_owned(),
        );
        object.example = object.example.as_ref().and_then(rename);
        object.examples = Vec::new();
        RefOr::T(Schema::Object(object))
    }
}

/// The example of a patch: another wording.
fn rename(new: &Value) -> Option<Value> {
    let (name, value) = ["text", "title", "name", "quote"]
        .into_iter()
        .find_map(|name| Some((name, new.get(name)?)))?;
    Some(serde_json::json!({ name: value }))
}

fn nullable(property: RefOr<Schema>) -> RefOr<Schema> {
    let null = || ObjectBuilder::new().schema_type(Type::Null);
    match property {
        RefOr::T(Schema::Object(mut object)) => {
            object.schema_type = match object.schema_type {
                SchemaType::Type(own) => SchemaType::from_iter([own, Type::Null]),
                many => many,
            };
            RefOr::T(Schema::Object(object))
        }
        RefOr::T(Schema::Array(mut array)) => {
            array.schema_type = SchemaType::from_iter([Type::Array, Type::Null]);
            RefOr::T(Schema::Array(array))
        }
        // Optional fields of a named type are a choice with null already.
        choice @ RefOr::T(Schema::OneOf(_)) => choice,
        other => OneOfBuilder::new().item(null()).item(other).into(),
    }
}

impl<T: ToSchema> ToSchema for MergePatch<T> {
    fn name() -> std::borrow::Cow<'static, str> {
        let name = T::name();
        format!("{}Patch", name.strip_prefix("New").unwrap_or(&name)).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
    }
}

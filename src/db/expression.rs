//! Conditions that diesel has no words for, as typed expressions. Unlike `sql(…)` they leave
//! the statement fit to be kept prepared.

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;
use diesel::sql_types::Text;
use serde_json::Value;

/// Makes a fragment usable wherever diesel takes a condition or an order.
macro_rules! expression {
    ($name:ident) => {
        impl diesel::query_builder::QueryId for $name {
            type QueryId = ();
            // The text depends on values, so statements are cached by their text.
            const HAS_STATIC_QUERY_ID: bool = false;
        }

        impl diesel::expression::Expression for $name {
            type SqlType = diesel::sql_types::Bool;
        }

        impl<Source> diesel::expression::AppearsOnTable<Source> for $name {}
        impl<Source> diesel::expression::SelectableExpression<Source> for $name {}

        impl<GroupBy> diesel::expression::ValidGrouping<GroupBy> for $name {
            type IsAggregate = diesel::expression::is_aggregate::No;
        }
    };
}
pub(crate) use expression;

/// Basic filtering of RFC 4647: `pt` finds `pt` and `pt-BR`, `pt-BR` not `pt`.
#[derive(Debug, Clone)]
pub struct LanguageWithin {
    column: &'static str,
    range: String,
    below: String,
}

impl LanguageWithin {
    /// Rows whose tag in the column is the range or begins with it.
    pub fn new(column: &'static str, range: &str) -> Self {
        Self {
            column,
            range: range.to_owned(),
            below: format!("{range}-%"),
        }
    }
}

impl QueryFragment<Pg> for LanguageWithin {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        if !self.range.contains('-') {
            // As the index has it.
            out.push_sql("split_part(");
            out.push_sql(self.column);
            out.push_sql(", '-', 1) = ");
            return out.push_bind_param::<Text, _>(&self.range);
        }
        out.push_sql("(");
        out.push_sql(self.column);
        out.push_sql(" = ");
        out.push_bind_param::<Text, _>(&self.range)?;
        out.push_sql(" OR ");
        out.push_sql(self.column);
        out.push_sql(" LIKE ");
        out.push_bind_param::<Text, _>(&self.below)?;
        out.push_sql(")");
        Ok(())
    }
}

expression!(LanguageWithin);

/// Latest first, for dates of which more or less is known: a month counts before its first day, and
/// what has no date before all.
#[derive(Debug, Clone, Copy)]
pub struct LatestFirst {
    date: &'static str,
    precision: &'static str,
}

impl LatestFirst {
    /// By a column that has first days and one that has their precision.
    pub const fn new(date: &'static str, precision: &'static str) -> Self {
        Self { date, precision }
    }
}

impl QueryFragment<Pg> for LatestFirst {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(self.date);
        out.push_sql(" DESC NULLS LAST, ");
        out.push_sql(self.precision);
        Ok(())
    }
}

expression!(LatestFirst);

/// Figures of a list of quantities (`{subject, value, value_max}`) that lie between bounds, in any
/// part of what they span.
#[derive(Debug, Clone)]
pub struct QuantityWithin {
    column: &'static str,
    // An index finds the subject in it.
    path: String,
}

impl QuantityWithin {
    /// Rows whose list in the column has such a figure of the subject.
    pub fn new(column: &'static str, subject: &str, min: Option<f64>, max: Option<f64>) -> Self {
        let mut path = format!("$[*] ? (@.subject == {}", Value::from(subject));
        if let Some(min) = min {
            path.push_str(&format!(" && (@.value >= {min} || @.value_max >= {min})"));
        }
        if let Some(max) = max {
            path.push_str(&format!(" && @.value <= {max}"));
        }
        path.push(')');
        Self { column, path }
    }
}

impl QueryFragment<Pg> for QuantityWithin {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(self.column);
        out.push_sql(" @? ");
        out.push_bind_param::<Text, _>(&self.path)?;
        out.push_sql("::text::jsonpath");
        Ok(())
    }
}

expression!(QuantityWithin);

/// Folded text with words side by side in it, whole and literally.
#[derive(Debug, Clone)]
pub struct HasWords {
    column: &'static str,
    words: String,
}

impl HasWords {
    /// Rows whose folded text in the column has the words, which are not folded yet.
    pub fn new(column: &'static str, words: &str) -> Self {
        Self {
            column,
            words: words.trim().to_owned(),
        }
    }
}

impl QueryFragment<Pg> for HasWords {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        // Of accents alone nothing is left.
        out.push_sql("(fold(");
        out.push_bind_param::<Text, _>(&self.words)?;
        out.push_sql(") <> '' AND ");
        out.push_sql(self.column);
        out.push_sql(" ~ ('(^|[^[:alnum:]])' || regexp_replace(regexp_replace(fold(");
        out.push_bind_param::<Text, _>(&self.words)?;
        out.push_sql(r"), '([^[:alnum:][:space:]])', '\\\1', 'g'), '\s+', ' +', 'g')");
        out.push_sql(" || '($|[^[:alnum:]])'))");
        Ok(())
    }
}

expression!(HasWords);

diesel::infix_operator!(WordWithin, " <% ", backend: Pg);

/// A pattern of `LIKE` for what begins with the text.
pub fn starting_with(text: &str) -> String {
    format!("{}%", literally(text))
}

fn literally(text: &str) -> String {
    let is_special = |c| matches!(c, '\\' | '%' | '_');
    let escape = |c| is_special(c).then_some('\\');
    text.chars()
        .flat_map(|c| escape(c).into_iter().chain([c]))
        .collect()
}

/// Rows of transactions that are older than every one that still runs: nothing can become
/// visible before them any more.
#[derive(Debug, Clone, Copy)]
pub struct Settled {
    column: &'static str,
}

impl Settled {
    /// By the column that has the transaction's id, an `xid8`.
    pub const fn new(column: &'static str) -> Self {
        Self { column }
    }
}

impl QueryFragment<Pg> for Settled {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(self.column);
        out.push_sql(" < pg_snapshot_xmin(pg_current_snapshot())");
        Ok(())
    }
}

expression!(Settled);

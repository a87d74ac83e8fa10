//! Conditions that diesel has no words for, as typed expressions. Unlike `sql(…)` they leave
//! the statement fit to be kept prepared.

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;
use diesel::sql_types::Text;

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
pub(super) use expression;

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

//! Orders and places as SQL.

use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;
use diesel::sql_types::{Date, Int4, Int8, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use uuid::Uuid;

use super::{After, Direction, Key, Kind, Order, Place, Sort};
use crate::db::expression::expression;

impl QueryFragment<Pg> for Order {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self(sort) = self;
        let direction = match sort.direction {
            Direction::Ascending => " ASC",
            Direction::Descending => " DESC",
        };
        sort.push_column(&mut out);
        out.push_sql(direction);
        out.push_sql(", ");
        if let Some(second) = sort.second() {
            out.push_sql(second);
            out.push_sql(direction);
            out.push_sql(", ");
        }
        out.push_sql(match sort.kind {
            Kind::Commit { sequence, .. } => sequence,
            _ => sort.id,
        });
        out.push_sql(direction);
        Ok(())
    }
}

impl QueryFragment<Pg> for After {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Self(sort, Place(key, id)) = self;
        if let Kind::Commit { sequence, table } = sort.kind {
            return sort.push_after_commit(&mut out, sequence, table, id);
        }
        out.push_sql("(");
        sort.push_column(&mut out);
        out.push_sql(", ");
        if let Some(second) = sort.second() {
            out.push_sql(second);
            out.push_sql(", ");
        }
        out.push_sql(sort.id);
        out.push_sql(match sort.direction {
            Direction::Ascending => ") > (",
            Direction::Descending => ") < (",
        });
        match key {
            Key::Time(time) => out.push_bind_param::<Timestamptz, _>(time)?,
            Key::Text(text) => out.push_bind_param::<Text, _>(text)?,
            Key::Number(number) => out.push_bind_param::<Int8, _>(number)?,
            Key::Moment(time, rank) => {
                out.push_bind_param::<Timestamptz, _>(time)?;
                out.push_sql(", ");
                out.push_bind_param::<Int4, _>(rank)?;
            }
            Key::Tally(count, name) => {
                out.push_sql("-");
                out.push_bind_param::<Int8, _>(count)?;
                out.push_sql(", ");
                out.push_bind_param::<Text, _>(name)?;
            }
            Key::Commit => {}
            Key::OptionalTime(time) => {
                out.push_sql("coalesce(");
                out.push_bind_param::<Nullable<Timestamptz>, _>(time)?;
                sort.push_infinity(&mut out);
            }
            Key::OptionalDate(date) => {
                out.push_sql("coalesce(");
                out.push_bind_param::<Nullable<Date>, _>(date)?;
                sort.push_infinity(&mut out);
            }
        }
        out.push_sql(", ");
        out.push_bind_param::<SqlUuid, _>(id)?;
        out.push_sql(")");
        Ok(())
    }
}

expression!(Order);
expression!(After);

impl Sort {
    fn push_column(self, out: &mut AstPass<'_, '_, Pg>) {
        match self.kind {
            Kind::Time | Kind::Text | Kind::Number | Kind::Moment { .. } | Kind::Commit { .. } => {
                out.push_sql(self.column)
            }
            // Most first, and yet ascending, as the names are.
            Kind::Tally { .. } => {
                out.push_sql("-");
                out.push_sql(self.column);
            }
            Kind::Optional(_) => {
                out.push_sql("coalesce(");
                out.push_sql(self.column);
                self.push_infinity(out);
            }
        }
    }

    /// The column between the key's first one and the id.
    const fn second(self) -> Option<&'static str> {
        match self.kind {
            Kind::Moment { rank } => Some(rank),
            Kind::Tally { name } => Some(name),
            _ => None,
        }
    }

    fn push_after_commit<'b>(
        self,
        out: &mut AstPass<'_, 'b, Pg>,
        sequence: &'static str,
        table: &'static str,
        id: &'b Uuid,
    ) -> QueryResult<()> {
        let columns = [self.column, ", ", sequence];
        out.push_sql("(");
        columns.iter().for_each(|part| out.push_sql(part));
        out.push_sql(") > (SELECT ");
        columns.iter().for_each(|part| out.push_sql(part));
        for part in [" FROM ", table, " WHERE ", self.id, " = "] {
            out.push_sql(part);
        }
        out.push_bind_param::<SqlUuid, _>(id)?;
        out.push_sql(")");
        Ok(())
    }

    /// Ends the `coalesce` of an optional key.
    fn push_infinity(self, out: &mut AstPass<'_, '_, Pg>) {
        let Kind::Optional(sql_type) = self.kind else {
            return;
        };
        out.push_sql(match self.direction {
            Direction::Ascending => ", 'infinity'::",
            Direction::Descending => ", '-infinity'::",
        });
        out.push_sql(sql_type);
        out.push_sql(")");
    }
}

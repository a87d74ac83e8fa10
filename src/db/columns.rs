//! Many rows in one statement, as columns: PostgreSQL plans a statement of thousands of values far
//! longer than it takes to insert them, and takes 65,535 of them at most; arrays have no limit.

/// Inserts rows over a connection; for each column its type and, in the row, where its value is.
/// A list is sent as `jsonb`, since PostgreSQL has no arrays of arrays of different lengths.
#[macro_export]
macro_rules! insert_columns {
    (
        $conn:expr, $table:literal, $rows:expr,
        $($column:ident: $type:ty = $($field:ident).+ $(=> $value:literal)?;)+
    ) => {{
        use diesel::sql_types::Array;
        $(let mut $column = Vec::new();)+
        for row in $rows {
            $($column.push(row.$($field).+);)+
        }
        let names = [$(stringify!($column)),+];
        let values = [$($crate::insert_columns!(@value $column $($value)?)),+];
        let arrays: Vec<String> = (1..=names.len()).map(|number| format!("${number}")).collect();
        let sql = format!(
            "INSERT INTO {} ({names}) SELECT {} FROM unnest({}) AS rows ({names})",
            $table,
            values.join(", "),
            arrays.join(", "),
            names = names.join(", "),
        );
        diesel::sql_query(sql)
            $(.bind::<Array<$type>, _>($column))+
            .execute($conn)
    }};
    (@value $column:ident) => { stringify!($column) };
    (@value $column:ident $value:literal) => { $value };
}

//! What makes a vocabulary of a table of its words.

macro_rules! vocabulary {
    (
        $(#[$meta:meta])*
        $name:ident, $sql:ident {
            $($(#[$word_meta:meta])* $variant:ident = $word:tt,)+
        }
    ) => {
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, utoipa::ToSchema,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
        )]
        $(#[$meta])*
        #[diesel(sql_type = crate::schema::sql_types::$sql)]
        pub enum $name {
            $($(#[$word_meta])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every word of the vocabulary, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as the API and the database spell it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl diesel::serialize::ToSql<crate::schema::sql_types::$sql, diesel::pg::Pg> for $name {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>,
            ) -> diesel::serialize::Result {
                std::io::Write::write_all(out, self.as_str().as_bytes())?;
                Ok(diesel::serialize::IsNull::No)
            }
        }

        impl diesel::deserialize::FromSql<crate::schema::sql_types::$sql, diesel::pg::Pg> for $name {
            fn from_sql(bytes: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                let word = bytes.as_bytes();
                Self::ALL
                    .iter()
                    .copied()
                    .find(|known| known.as_str().as_bytes() == word)
                    .ok_or_else(|| {
                        let word = String::from_utf8_lossy(word);
                        format!("{word:?} is no {}", stringify!($name)).into()
                    })
            }
        }
    };
}
pub(super) use vocabulary;

ALTER TABLE rating_scales DROP COLUMN catalogue_version, DROP COLUMN catalogue_slug;

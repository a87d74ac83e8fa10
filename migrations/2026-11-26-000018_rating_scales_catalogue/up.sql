ALTER TABLE rating_scales
    ADD COLUMN catalogue_slug text,
    ADD COLUMN catalogue_version integer,
    ADD CONSTRAINT rating_scales_catalogue_slug_length CHECK (char_length(catalogue_slug) BETWEEN 1 AND 100),
    ADD CONSTRAINT rating_scales_catalogue_version_positive CHECK (catalogue_version >= 1),
    ADD CONSTRAINT rating_scales_catalogue_whole CHECK ((catalogue_slug IS NULL) = (catalogue_version IS NULL));
COMMENT ON COLUMN rating_scales.catalogue_slug IS 'The scale of the built-in catalogue that it was adopted from; null where it was not';
COMMENT ON COLUMN rating_scales.catalogue_version IS 'The version of the catalogue at that time';

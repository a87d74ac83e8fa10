DROP TABLE ratings;
DROP TABLE rating_scales;
DROP TYPE normalized_rating;

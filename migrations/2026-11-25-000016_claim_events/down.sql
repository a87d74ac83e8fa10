DROP VIEW tag_counts;
DROP VIEW claim_events;

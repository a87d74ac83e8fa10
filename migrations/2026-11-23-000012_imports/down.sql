DROP INDEX sources_citation_idx;
DROP TABLE imports;

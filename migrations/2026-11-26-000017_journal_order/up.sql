-- For readers that follow the whole journal, such as search indexes.
CREATE INDEX journal_txid_seq_idx ON journal (txid, seq);

DROP INDEX journal_txid_seq_idx;

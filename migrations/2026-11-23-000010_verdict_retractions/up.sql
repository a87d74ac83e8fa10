ALTER TABLE verdicts
    ADD COLUMN retraction_reason text,
    ADD CONSTRAINT verdicts_retraction_reason_length CHECK (char_length(retraction_reason) BETWEEN 1 AND 5000),
    ADD CONSTRAINT verdicts_retracted_with_reason CHECK ((status = 'retracted') = (retraction_reason IS NOT NULL)),
    ADD CONSTRAINT verdicts_corrected_with_note CHECK (status <> 'corrected' OR correction_note IS NOT NULL);
COMMENT ON COLUMN verdicts.retraction_reason IS 'Why it was retracted';

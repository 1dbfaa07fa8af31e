-- Visits that were made part of another. merged_into names the last one, however many were merged on the way; merged_at_n is how
-- many transitions that one had then.
ALTER TABLE visit
  ADD COLUMN merged_into uuid,
  ADD COLUMN merged_at_n integer,
  ADD FOREIGN KEY (organisation, merged_into) REFERENCES visit (organisation, id),
  ADD CHECK (merged_into <> id),
  ADD CHECK ((merged_into IS NULL) = (merged_at_n IS NULL));
CREATE INDEX visit_merged_into ON visit (organisation, merged_into) WHERE merged_into IS NOT NULL;

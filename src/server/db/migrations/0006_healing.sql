-- What supervisors must know of a visit whose log went back: decisions that stood once and do not follow any more, and a log that
-- went back without a new epoch. Written once per line, whoever brings it.
CREATE TABLE healing_note (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  -- SHA-256 of what the note is about.
  about text NOT NULL CHECK (about ~ '^[0-9a-f]{64}$'),
  kind text NOT NULL CHECK (kind IN ('unplaced', 'rolled-back')),
  line json,
  noted_at timestamptz NOT NULL,
  PRIMARY KEY (organisation, visit, about),
  FOREIGN KEY (organisation, visit) REFERENCES visit (organisation, id)
);

-- A visit that was merged into another may come back after it: the value of a change it adopted is then here before the change itself.
ALTER TABLE change_body DROP CONSTRAINT IF EXISTS change_body_organisation_change_fkey;

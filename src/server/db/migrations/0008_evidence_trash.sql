-- Photos that a change of the organisation has named. Written with the change itself, so it outlives the erasure of its body:
-- what is in here is never cleaned away.
CREATE TABLE evidence_named (
  organisation uuid NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (organisation, sha256)
);
INSERT INTO evidence_named (organisation, sha256)
  SELECT DISTINCT l.organisation, b.body->'value'->>'sha256'
    FROM visit_log l JOIN change_body b ON b.organisation = l.organisation AND b.change = l.change
   WHERE l.register LIKE 'evidence/%' AND b.body->'value'->>'sha256' ~ '^[0-9a-f]{64}$';

-- Photos that no change ever named, taken out of the store. A change that names one brings it back; the rest goes later. Without a
-- person: a file that lay in the store without a row, as a crash between the two leaves it.
CREATE TABLE evidence_trash (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL,
  mime text NOT NULL,
  person uuid,
  received_at timestamptz NOT NULL,
  trashed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation, visit, sha256)
);

-- checked_at: when the bytes were last read and hashed. damaged_at: since when they are known to be gone or not what was sent.
ALTER TABLE evidence ADD COLUMN checked_at timestamptz, ADD COLUMN damaged_at timestamptz;

-- How long tablets keep what they have sent.
ALTER TABLE organisation ADD COLUMN kept_copy_days integer NOT NULL DEFAULT 14 CHECK (kept_copy_days BETWEEN 14 AND 365);

-- Backup files of tablets that were handed in, and the keys they are sealed to.

-- Public halves. The private ones lie in files beside the database, so that a stolen database opens no backup. The newest is in use.
CREATE TABLE backup_key (
  organisation uuid NOT NULL REFERENCES organisation (id),
  id text NOT NULL CHECK (id ~ '^[0-9a-f]{16}$'),
  public_key json NOT NULL,
  made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (organisation, id)
);

-- What became of each file, with who brought it. The file itself is not kept.
CREATE TABLE backup (
  organisation uuid NOT NULL,
  id uuid NOT NULL,
  person uuid NOT NULL,
  author uuid NOT NULL,
  handed_in_at timestamptz NOT NULL,
  report json NOT NULL,
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);
CREATE INDEX backup_by_time ON backup (organisation, handed_in_at);

-- The sealed batches as they stood in the file: what was signed still verifies when the tablet never comes itself.
CREATE TABLE backup_batch (
  organisation uuid NOT NULL,
  replica uuid NOT NULL,
  first_n bigint NOT NULL CHECK (first_n >= 1),
  signature text NOT NULL CHECK (signature ~ '^[0-9a-f]{128}$'),
  public_key json NOT NULL,
  prev text CHECK (prev ~ '^[0-9a-f]{64}$'),
  changes text[] NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (organisation, replica, first_n, signature)
);
CREATE TRIGGER backup_batch_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON backup_batch
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

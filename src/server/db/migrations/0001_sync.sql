-- What the tablets send and pull. Every primary key begins with the organisation.

-- One row: which database this is, and the key its receipts and results are signed with.
CREATE TABLE server_identity (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  epoch uuid NOT NULL,
  public_key json NOT NULL,
  private_key bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- feed_position is taken under this row's lock, by whoever reads the feed: positions become visible in their own order.
CREATE TABLE organisation (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  feed_position bigint NOT NULL DEFAULT 0 CHECK (feed_position >= 0),
  created_at timestamptz NOT NULL DEFAULT now()
);

-- The row is the visit's lock. head is chained over the whole log; statuses[n] is where transition n led.
CREATE TABLE visit (
  organisation uuid NOT NULL REFERENCES organisation (id),
  id uuid NOT NULL,
  seq bigint NOT NULL DEFAULT 0 CHECK (seq >= 0),
  head text NOT NULL CHECK (head ~ '^[0-9a-f]{64}$'),
  statuses text[] NOT NULL DEFAULT '{}',
  feed_position bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, id)
);
CREATE INDEX visit_feed ON visit (organisation, feed_position);

-- Visits with lines that have no place in the feed yet. A push adds to it without waiting for other pushes; the next reader of
-- the feed empties it. It may be lost with a restore: visits without a place are found by their feed_position of 0.
CREATE TABLE visit_moved (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (organisation, visit, seq)
);

-- change, register and verdict are set for lines of kind 'change'; about names the change that a decision or redaction is about.
-- json, not jsonb: the text is kept as it was hashed, and it may hold characters that jsonb refuses.
CREATE TABLE visit_log (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  seq bigint NOT NULL CHECK (seq >= 1),
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z-]{0,39}$'),
  change text CHECK (change ~ '^[0-9a-f]{64}$'),
  register text CHECK (length(register) BETWEEN 1 AND 300),
  verdict json,
  about text CHECK (about ~ '^[0-9a-f]{64}$'),
  line json NOT NULL,
  head text NOT NULL CHECK (head ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (organisation, visit, seq),
  UNIQUE (organisation, change),
  FOREIGN KEY (organisation, visit) REFERENCES visit (organisation, id),
  CHECK ((kind = 'change') = (change IS NOT NULL AND register IS NOT NULL AND verdict IS NOT NULL))
);
CREATE INDEX visit_log_access ON visit_log (organisation, visit)
  WHERE register LIKE 'member/%' OR register = 'visit/join';
CREATE INDEX visit_log_about ON visit_log (organisation, about) WHERE about IS NOT NULL;

-- Salt and value of a change. The one table of the log from which something may be erased.
CREATE TABLE change_body (
  organisation uuid NOT NULL,
  change text NOT NULL,
  body json NOT NULL,
  PRIMARY KEY (organisation, change),
  FOREIGN KEY (organisation, change) REFERENCES visit_log (organisation, change)
);

-- One person's store on one installation. n and link are the newest entry that was taken.
CREATE TABLE replica (
  organisation uuid NOT NULL REFERENCES organisation (id),
  id uuid NOT NULL,
  person uuid NOT NULL,
  public_key json NOT NULL,
  n bigint NOT NULL DEFAULT 0 CHECK (n >= 0),
  link text CHECK (link ~ '^[0-9a-f]{64}$'),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, id),
  CHECK ((n = 0) = (link IS NULL))
);

-- The sealed batches as they came: links[i] is the link of n = first_n + i - 1, the signature is over the last of them.
CREATE TABLE replica_batch (
  organisation uuid NOT NULL,
  replica uuid NOT NULL,
  last_n bigint NOT NULL,
  first_n bigint NOT NULL CHECK (first_n >= 1),
  changes text[] NOT NULL,
  links text[] NOT NULL,
  signature text NOT NULL CHECK (signature ~ '^[0-9a-f]{128}$'),
  received_at timestamptz NOT NULL,
  PRIMARY KEY (organisation, replica, last_n),
  FOREIGN KEY (organisation, replica) REFERENCES replica (organisation, id),
  CHECK (cardinality(changes) = last_n - first_n + 1 AND cardinality(links) = cardinality(changes))
);

-- What each person is to a visit, folded from its member registers. feed_position: where a former member learns of it, 0 while
-- that has no place in the feed yet.
CREATE TABLE visit_person (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  person uuid NOT NULL,
  is_member boolean NOT NULL,
  was_removed boolean NOT NULL,
  has_assessed boolean NOT NULL,
  feed_position bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (organisation, visit, person),
  FOREIGN KEY (organisation, visit) REFERENCES visit (organisation, id),
  CHECK (NOT (is_member AND was_removed))
);
CREATE INDEX visit_person_of ON visit_person (organisation, person);

-- Commands that were carried out, by the id the client gave them: the same id again is the same transition.
CREATE TABLE command (
  organisation uuid NOT NULL,
  id uuid NOT NULL,
  visit uuid NOT NULL,
  person uuid NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation, visit, seq) REFERENCES visit_log (organisation, visit, seq)
);

-- Photos whose bytes the blob store holds.
CREATE TABLE evidence (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL CHECK (bytes > 0),
  mime text NOT NULL,
  person uuid NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (organisation, visit, sha256),
  FOREIGN KEY (organisation, visit) REFERENCES visit (organisation, id)
);

-- The desk's columns: a projection of the folded visit, made from the log up to summary_seq. It may be thrown away.
CREATE TABLE visit_summary (
  organisation uuid NOT NULL,
  visit uuid NOT NULL,
  summary_seq bigint NOT NULL,
  status text NOT NULL,
  status_at timestamptz,
  office uuid,
  instrument text,
  start_day date,
  end_day date,
  members uuid[] NOT NULL,
  outcome text,
  is_illustrative boolean NOT NULL,
  score_low text,
  score_high text,
  category text,
  zone text,
  is_provisional boolean NOT NULL,
  answered integer NOT NULL,
  expected integer NOT NULL,
  missing_evidence integer NOT NULL,
  not_arrived integer NOT NULL,
  conflicts integer NOT NULL,
  held integer NOT NULL,
  late integer NOT NULL,
  PRIMARY KEY (organisation, visit),
  FOREIGN KEY (organisation, visit) REFERENCES visit (organisation, id)
);
CREATE INDEX visit_summary_status ON visit_summary (organisation, status);
CREATE INDEX visit_summary_office ON visit_summary (organisation, office);

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER visit_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON visit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER replica_batch_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON replica_batch
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- The people of an organisation, how they sign in, and the offices they visit.

CREATE TABLE person (
  organisation uuid NOT NULL REFERENCES organisation (id),
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  -- Sign-in asks for no organisation, so a user name is unique in the whole server.
  user_name text NOT NULL UNIQUE CHECK (user_name = lower(user_name)),
  password_hash text NOT NULL,
  password_changed_at timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, id)
);

CREATE TABLE membership (
  organisation uuid NOT NULL,
  person uuid NOT NULL,
  roles text[] NOT NULL CHECK (cardinality(roles) >= 1 AND roles <@ ARRAY['assessor', 'supervisor', 'administrator']),
  is_active boolean NOT NULL DEFAULT true,
  PRIMARY KEY (organisation, person),
  FOREIGN KEY (organisation, person) REFERENCES person (organisation, id)
);

-- One signed-in browser. Only the hash of its token is kept; removing the row signs it out.
CREATE TABLE session (
  organisation uuid NOT NULL,
  id uuid NOT NULL,
  person uuid NOT NULL,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  device text NOT NULL CHECK (length(device) <= 200),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  idle_limit interval NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation, person) REFERENCES membership (organisation, person)
);
CREATE INDEX session_of_person ON session (organisation, person);

-- Attempts to sign in, counted per window. Before a sign-in there is no organisation to begin the key with. Subjects are hashes:
-- a mistyped password in the field of the user name, or an address, is not kept.
CREATE TABLE sign_in_attempt (
  kind text NOT NULL CHECK (kind IN ('address', 'name', 'pair')),
  subject bytea NOT NULL CHECK (length(subject) = 32),
  attempts integer NOT NULL,
  window_started_at timestamptz NOT NULL,
  PRIMARY KEY (kind, subject)
);
CREATE INDEX sign_in_attempt_by_age ON sign_in_attempt (window_started_at);

CREATE TABLE institution (
  organisation uuid NOT NULL REFERENCES organisation (id),
  id uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  -- Number of the regency or city at the ministry of home affairs, where it is one.
  regency text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, id),
  UNIQUE (organisation, name),
  UNIQUE (organisation, regency)
);

CREATE TABLE office (
  organisation uuid NOT NULL,
  id uuid NOT NULL,
  institution uuid NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  address text NOT NULL,
  city text NOT NULL,
  time_zone text NOT NULL CHECK (time_zone IN ('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura')),
  latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organisation, id),
  FOREIGN KEY (organisation, institution) REFERENCES institution (organisation, id),
  CHECK ((latitude IS NULL) = (longitude IS NULL))
);

-- Published instrument versions, the same for every organisation: named by the hash of their canonical JSON, never changed.
CREATE TABLE instrument (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  id text NOT NULL,
  version integer NOT NULL,
  -- The canonical JSON itself, as text: jsonb would not give the same bytes back.
  body text NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (id, version)
);

CREATE TRIGGER instrument_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON instrument
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- An organisation that is being filled as a demonstration; a start after a kill goes on where it was left.
CREATE TABLE demo_seeding (
  organisation uuid PRIMARY KEY REFERENCES organisation (id),
  -- The demonstration's "today": the visits around it are dated by it.
  today date NOT NULL,
  finished_at timestamptz
);

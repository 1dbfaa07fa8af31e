-- What stands at the head of an organisation's reports. The picture is small (see `logo.ts`) and goes with the text in one answer.
CREATE TABLE letterhead (
  organisation uuid PRIMARY KEY REFERENCES organisation (id),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 160),
  lines text[] NOT NULL CHECK (cardinality(lines) <= 4),
  logo bytea CHECK (octet_length(logo) <= 131072),
  logo_mime text CHECK (logo_mime IN ('image/png', 'image/jpeg')),
  CHECK ((logo IS NULL) = (logo_mime IS NULL))
);

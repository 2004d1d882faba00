-- The place database. Written once by gazetteer.build.finish, read by gazetteer.store; never changed in place.
-- A place's number n is its GeoNames id where it has one, else from 2^40 upwards (table own_id).
-- Coordinates are whole millionths of a degree, importance whole ten-thousandths: half the size of reals.

CREATE TABLE place (
    n INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    lon INTEGER NOT NULL,
    lat INTEGER NOT NULL,
    feature_class TEXT NOT NULL,
    feature_code TEXT NOT NULL,
    country_code TEXT,
    admin1_code TEXT,
    admin2_code TEXT,
    population INTEGER,
    extent_m INTEGER NOT NULL,
    importance INTEGER NOT NULL,
    source INTEGER NOT NULL,
    box BLOB -- west, south, east, north: four little-endian 32-bit integers
);

CREATE TABLE own_id (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
-- Ids that a place has in another database, as a division without a GeoNames id in the default one.
CREATE TABLE alias_id (id TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
-- GeoNames' hierarchy, where the codes do not tell it.
CREATE TABLE parent (n INTEGER NOT NULL, parent INTEGER NOT NULL, PRIMARY KEY (n, parent)) WITHOUT ROWID;

-- The key is the folded name; rank is 127 less the importance in 127ths, so rows of a key lie best first.
-- One row for a key and a place; name is NULL where it is the place's own,
-- and empty where it is the key with capitals.
CREATE TABLE name (
    key TEXT NOT NULL,
    rank INTEGER NOT NULL,
    n INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    name TEXT,
    PRIMARY KEY (key, rank, n)
) WITHOUT ROWID;

-- All other names of a place: a line each, "kind TAB language TAB name"; a blob is zlib-compressed.
CREATE TABLE names (n INTEGER PRIMARY KEY, names NOT NULL);

-- Checksums of the consonants of the folded Latin names, for fuzzy search.
CREATE TABLE skeleton (skeleton INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (skeleton, key)) WITHOUT ROWID;

CREATE TABLE division (
    country_code TEXT NOT NULL, admin1_code TEXT NOT NULL, admin2_code TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (country_code, admin1_code, admin2_code)
) WITHOUT ROWID;

CREATE TABLE neighbour (country_code TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (country_code, other)) WITHOUT ROWID;

-- WKB, zlib-compressed; simplified: with no more than a hundred vertices, as a region is told.
CREATE TABLE polygon (n INTEGER PRIMARY KEY, full BLOB NOT NULL, simplified BLOB NOT NULL);
CREATE VIRTUAL TABLE polygon_box USING rtree(part, west, east, south, north, +n INTEGER, +level INTEGER);

-- Sorted checksums of every leading run of whole words of every key, with a space after it where the key goes on; see gazetteer.store.Prefixes.
CREATE TABLE prefixes (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, checksums BLOB NOT NULL);

CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, title TEXT, url TEXT, date TEXT, licence TEXT, attribution TEXT,
    rows INTEGER NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- INDEXES
-- Quarter-degree cells, row by row from the south pole, for places near a point; store.py writes the same expression.
CREATE INDEX place_cell ON place (((lat + 90000000) / 250000) * 1441 + (lon + 180000000) / 250000);

"""One reader a source: each yields `gazetteer.build.record.Record`."""

"""What each stage does: reads rows, calls sources and the engine, writes rows. Imported in actor bodies only."""

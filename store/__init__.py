"""Everything remembered, behind model.stores.Store."""

"""Everything remembered, behind model.ports.Store."""

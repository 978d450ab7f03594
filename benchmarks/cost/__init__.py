"""What watching costs: CPU, bytes on the wire, memory."""

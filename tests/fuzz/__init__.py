"""Inputs by the million: what is fed by strangers is fed anything, and must keep its promises."""

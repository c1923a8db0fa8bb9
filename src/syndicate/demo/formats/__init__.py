"""The newsroom's feeds, one module a family of formats, written by hand as outlets write theirs."""

"""The analyst's desk: a Datasette plugin (`monitor.web.plugin`) and its server (`monitor.web.serve`).

    request | guard host, headers | who asks, may they | page's work in a thread | template or JSON, CSV, Atom

`pages` say what is shown, `actions` what is done, `sheets` what machines are given: plain functions of a
`Visit`. Nothing here is imported before the desk is wanted: Datasette costs half a second.
"""

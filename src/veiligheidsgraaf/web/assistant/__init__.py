"""An assistant's tools over the Model Context Protocol: the questions, things and passages of one release.

    tool_results      what each tool gives back
    tool_bounds       rows and letters that fit, texts of others marked as such, links
    toolbox           the tools that read names, facts and passages
    sparql_tool       a query of the assistant's own
    assistant_server  tools, prompts and the ontology as the official SDK offers them
    assistant_route   the same over streamable HTTP, stateless

https://modelcontextprotocol.io/specification/
"""

/* vdt-kql-keywords.h: the reserved words of the query language.
 *
 * One list for the lexer, the parser and completion. A word becomes a token
 * kind of its own, VDT_KQL_KEYWORD_<NAME>. Where a word may still be used as a
 * name is decided by the parser (see vdt_kql_kind_is_name()).
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#define VDT_KQL_KEYWORDS(X)                                                                        \
  X (X_CROSSCLUSTER, "__crossCluster") X (X_CROSSDB, "__crossDB") X (X_ID, "__id")                 \
  X (X_ISFUZZY, "__isFuzzy") X (X_NOWITHSOURCE, "__noWithSource")                                  \
  X (X_PACKEDCOLUMN, "__packedColumn") X (X_SOURCECOLUMNINDEX, "__sourceColumnIndex")              \
  X (CHART_3D, "3Dchart") X (ACCESS, "access") X (ACCUMULATE, "accumulate") X (ALIAS, "alias")     \
  X (AND, "and") X (ANOMALYCHART, "anomalychart") X (AREACHART, "areachart") X (AS, "as")          \
  X (ASC, "asc") X (ASSERT_SCHEMA, "assert-schema") X (BAGEXPANSION, "bagexpansion")               \
  X (BARCHART, "barchart") X (BETWEEN, "between") X (BIN, "bin") X (BIN_LEGACY, "bin_legacy")      \
  X (BY, "by") X (CACHINGPOLICY, "cachingpolicy") X (CALLOUT, "callout") X (CANCEL, "cancel")      \
  X (CARD, "card") X (COLUMNCHART, "columnchart")                                                  \
  X (COMMANDS_AND_QUERIES, "commands-and-queries") X (CONSUME, "consume")                          \
  X (CONTAINS, "contains") X (CONTAINSCS, "containscs") X (CONTAINS_CS, "contains_cs")             \
  X (X_CONTEXTUAL_DATATABLE, "__contextual_datatable") X (COUNT, "count") X (CYCLES, "cycles")     \
  X (DATABASE, "database") X (DATAEXPORT, "dataexport") X (DATASCOPE, "datascope")                 \
  X (DATATABLE, "datatable") X (DECLARE, "declare") X (DECODEBLOCKS, "decodeblocks")               \
  X (DEFAULT, "default") X (DESC, "desc") X (DISTINCT, "distinct") X (EARLIEST, "earliest")        \
  X (ENCODINGPOLICY, "encodingpolicy") X (ENDSWITH, "endswith") X (ENDSWITH_CS, "endswith_cs")     \
  X (ENTITY_GROUP, "entity_group") X (EVALUATE, "evaluate")                                        \
  X (X_EXECUTEANDCACHE, "__executeAndCache") X (EXPANDOUTPUT, "expandoutput")                      \
  X (EXTEND, "extend") X (EXTENT_TAGS_RETENTION, "extent_tags_retention")                          \
  X (EXTERNALDATA, "externaldata") X (EXTERNAL_DATA, "external_data")                              \
  X (DATAFORMAT, "dataformat") X (INLINE_EXTERNAL_TABLE, "inline_external_table")                  \
  X (DATETIME_PATTERN, "datetime_pattern") X (FACET, "facet") X (FILTER, "filter")                 \
  X (FIND, "find") X (FIRST, "first") X (FLAGS, "flags") X (FORK, "fork") X (FROM, "from")         \
  X (GETSCHEMA, "getschema") X (GRANNY_ASC, "granny-asc") X (GRANNY_DESC, "granny-desc")           \
  X (GRAPH_MATCH, "graph-match") X (GRAPH_SHORTEST_PATHS, "graph-shortest-paths")                  \
  X (GRAPH_TO_TABLE, "graph-to-table") X (EDGES, "edges") X (HARDDELETE, "harddelete")             \
  X (HARDRETENTION, "hardretention") X (HAS, "has") X (HAS_ANY, "has_any")                         \
  X (HAS_ALL, "has_all") X (HAS_CS, "has_cs") X (HASPREFIX, "hasprefix")                           \
  X (HASPREFIX_CS, "hasprefix_cs") X (HASSUFFIX, "hassuffix") X (HASSUFFIX_CS, "hassuffix_cs")     \
  X (HINT_CONCURRENCY, "hint.concurrency") X (HINT_DISTRIBUTION, "hint.distribution")              \
  X (HINT_MATERIALIZED, "hint.materialized") X (HINT_NUM_PARTITIONS, "hint.num_partitions")        \
  X (HINT_SHUFFLEKEY, "hint.shufflekey") X (HINT_SPREAD, "hint.spread")                            \
  X (HINT_REMOTE, "hint.remote") X (HINT_STRATEGY, "hint.strategy")                                \
  X (HINT_PROGRESSIVE_TOP, "hint.progressive_top") X (HOTCACHE, "hotcache") X (ID, "id")           \
  X (IN, "in") X (IN_CI, "in~") X (INVOKE, "invoke") X (ISFUZZY, "isfuzzy")                        \
  X (BEST_EFFORT, "best_effort") X (FORCE_REMOTE, "force_remote") X (JOIN, "join")                 \
  X (JOURNAL, "journal") X (KIND, "kind") X (LADDERCHART, "ladderchart") X (LAST, "last")          \
  X (LATEST, "latest") X (LET, "let") X (LIKE, "like") X (LIKECS, "likecs") X (LIMIT, "limit")     \
  X (LINECHART, "linechart") X (LOOKUP, "lookup") X (MACRO_EXPAND, "macro-expand")                 \
  X (MAKE_GRAPH, "make-graph") X (GRAPH_MARK_COMPONENTS, "graph-mark-components")                  \
  X (GRAPH_WHERE_NODES, "graph-where-nodes") X (GRAPH_WHERE_EDGES, "graph-where-edges")            \
  X (MAKE_SERIES, "make-series") X (MATCHES_REGEX, "matches regex")                                \
  X (MATERIALIZE, "materialize") X (MATERIALIZED_VIEW_COMBINE, "materialized-view-combine")        \
  X (MATERIALIZED_VIEWS, "materialized-views") X (MDM, "mdm") X (MISSING, "missing")               \
  X (MVAPPLY, "mvapply") X (MV_APPLY, "mv-apply") X (MV_EXPAND, "mv-expand")                       \
  X (MVEXPAND, "mvexpand") X (NODES, "nodes") X (NOOPTIMIZATION, "nooptimization")                 \
  X (NOT_BETWEEN, "!between") X (NOTCONTAINS, "notcontains") X (NOTCONTAINSCS, "notcontainscs")    \
  X (NOT_CONTAINS, "!contains") X (NOT_CONTAINS_CS, "!contains_cs")                                \
  X (NOT_ENDSWITH, "!endswith") X (NOT_ENDSWITH_CS, "!endswith_cs") X (NOT_HAS, "!has")            \
  X (NOT_HAS_CS, "!has_cs") X (NOT_HASPREFIX, "!hasprefix")                                        \
  X (NOT_HASPREFIX_CS, "!hasprefix_cs") X (NOT_HASSUFFIX, "!hassuffix")                            \
  X (NOT_HASSUFFIX_CS, "!hassuffix_cs") X (NOT_IN, "!in") X (NOT_IN_CI, "!in~")                    \
  X (NOTLIKE, "notlike") X (NOTLIKECS, "notlikecs") X (NOT_STARTSWITH, "!startswith")              \
  X (NOT_STARTSWITH_CS, "!startswith_cs") X (NULL, "null") X (NULLS, "nulls") X (OF, "of")         \
  X (ON, "on") X (OPTIONAL, "optional") X (OR, "or") X (ORDER, "order") X (OTHERS, "others")       \
  X (OUTPUT, "output") X (PACK, "pack") X (PARSE, "parse") X (PARSE_WHERE, "parse-where")          \
  X (PARSE_KV, "parse-kv") X (PARTITIONED_BY, "partitioned-by")                                    \
  X (X_PARTITIONBY, "__partitionby") X (PARTITION, "partition") X (PATHFORMAT, "pathformat")       \
  X (PATTERN, "pattern") X (PIECHART, "piechart") X (PIVOTCHART, "pivotchart")                     \
  X (PLOTLY, "plotly") X (GRAPH, "graph") X (PRINT, "print") X (PROJECT, "project")                \
  X (PROJECT_AWAY, "project-away") X (PROJECT_BY_NAMES, "project-by-names")                        \
  X (X_PROJECTAWAY, "__projectAway") X (PROJECT_KEEP, "project-keep")                              \
  X (PROJECT_RENAME, "project-rename") X (PROJECT_REORDER, "project-reorder")                      \
  X (PROJECT_SMART, "project-smart") X (QUERIES, "queries")                                        \
  X (QUERY_PARAMETERS, "query_parameters") X (QUERY_RESULTS, "query_results") X (RANGE, "range")   \
  X (REDUCE, "reduce") X (REGEX, "regex") X (RELAXED, "relaxed") X (RENDER, "render")              \
  X (RESTRICTED_VIEW_ACCESS, "restricted_view_access") X (RESTRICT, "restrict")                    \
  X (ROW_LEVEL_SECURITY, "row_level_security") X (ROWSTORE, "rowstore")                            \
  X (ROWSTORE_REFERENCES, "rowstore_references") X (ROWSTORE_SEALINFO, "rowstore_sealinfo")        \
  X (ROWSTOREPOLICY, "rowstorepolicy") X (ROWSTORES, "rowstores") X (SAMPLE, "sample")             \
  X (SAMPLE_DISTINCT, "sample-distinct") X (SCAN, "scan") X (SCATTERCHART, "scatterchart")         \
  X (SEAL, "seal") X (SEALS, "seals") X (SEARCH, "search") X (SERIALIZE, "serialize")              \
  X (SET, "set") X (SET_OR_APPEND, "set-or-append") X (SET_OR_REPLACE, "set-or-replace")           \
  X (SHARDS, "shards") X (SIMPLE, "simple") X (SOFTDELETE, "softdelete")                           \
  X (SOFTRETENTION, "softretention") X (SORT, "sort") X (SQL, "sql")                               \
  X (STACKEDAREACHART, "stackedareachart") X (STARTSWITH, "startswith")                            \
  X (STARTSWITH_CS, "startswith_cs") X (STATISTICS, "statistics") X (STEP, "step")                 \
  X (STOREDQUERYRESULTCONTAINERS, "storedqueryresultcontainers") X (SUMMARIZE, "summarize")        \
  X (TABLEPURGE, "tablepurge") X (TAKE, "take") X (TIMECHART, "timechart")                         \
  X (TIMELINE, "timeline") X (TIMEPIVOT, "timepivot") X (TITLE, "title") X (TO, "to")              \
  X (TOP, "top") X (TOP_HITTERS, "top-hitters") X (TOP_NESTED, "top-nested")                       \
  X (TOSCALAR, "toscalar") X (TOTABLE, "totable") X (TREEMAP, "treemap") X (TYPEOF, "typeof")      \
  X (UNION, "union") X (UNRESTRICTEDVIEWERS, "unrestrictedviewers") X (UUID, "uuid")               \
  X (VERBOSE, "verbose") X (VIEWERS, "viewers") X (VIEW, "view") X (VIEWS, "views")                \
  X (WHERE, "where") X (WITH_ITEMINDEX, "with_itemindex") X (WITH, "with")                         \
  X (WITH_MATCH_ID, "with_match_id") X (WITH_SOURCE, "with_source")                                \
  X (WITH_STEP_NAME, "with_step_name") X (WITHSOURCE, "withsource")                                \
  X (WITH_NODE_ID, "with_node_id") X (WRITEAHEADLOG, "writeaheadlog") X (BOOL, "bool")             \
  X (BOOLEAN, "boolean") X (INT8, "int8") X (CHAR, "char") X (UINT8, "uint8") X (BYTE, "byte")     \
  X (INT16, "int16") X (UINT16, "uint16") X (INT, "int") X (INT32, "int32") X (UINT, "uint")       \
  X (UINT32, "uint32") X (LONG, "long") X (INT64, "int64") X (ULONG, "ulong")                      \
  X (UINT64, "uint64") X (FLOAT, "float") X (REAL, "real") X (DECIMAL, "decimal")                  \
  X (DOUBLE, "double") X (STRING, "string") X (TIME, "time") X (TIMESPAN, "timespan")              \
  X (DATE, "date") X (DATETIME, "datetime") X (GUID, "guid") X (UNIQUEID, "uniqueid")              \
  X (DYNAMIC, "dynamic")


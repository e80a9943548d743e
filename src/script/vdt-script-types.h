/* vdt-script-types.h
 *
 * What the analysis of a script is made of: layers, commands, findings,
 * indicators, statements. Plain data; the analyser fills it, everyone reads it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-script-finding.h"

G_BEGIN_DECLS

/* The id texts are "powershell", "batch", "bash", "vbscript", "jscript", "unknown". */
typedef enum
{
  VDT_SCRIPT_LANG_UNKNOWN,
  VDT_SCRIPT_LANG_POWERSHELL,
  VDT_SCRIPT_LANG_CMD,
  VDT_SCRIPT_LANG_SHELL,
  VDT_SCRIPT_LANG_VBSCRIPT,
  VDT_SCRIPT_LANG_JSCRIPT
} VdtScriptLang;

/* Which limits an analysis ran into. */
typedef enum
{
  VDT_SCRIPT_REACHED_NOTHING   = 0,
  VDT_SCRIPT_REACHED_TIME      = 1 << 0,
  VDT_SCRIPT_REACHED_STEPS     = 1 << 1,
  VDT_SCRIPT_REACHED_DEPTH     = 1 << 2,
  VDT_SCRIPT_REACHED_OUTPUT    = 1 << 3,
  VDT_SCRIPT_REACHED_INPUT     = 1 << 4,
  VDT_SCRIPT_REACHED_CANCELLED = 1 << 5,
  VDT_SCRIPT_REACHED_LAYERS    = 1 << 6
} VdtScriptReached;

typedef struct
{
  gint64  time;     /* µs of wall clock */
  guint64 steps;    /* evaluation steps over all layers */
  guint   depth;    /* layers inside layers */
  guint   layers;   /* scripts found inside, all together */
  gsize   nested;   /* bytes of their texts; at least twice the script */
  gsize   output;   /* bytes of text that evaluation may produce over all layers */
  gsize   input;    /* bytes of the script that are read */
} VdtScriptLimits;

/* A stretch of a layer's text, in bytes, and where it comes from in the parent's text. */
typedef struct
{
  gsize start;
  gsize length;
  gsize parent_start;
  gsize parent_length;
} VdtScriptMapping;

/**
 * VdtScriptLayer:
 * @parent: index of the layer that it was made from, -1 for the script itself
 * @rule: what was done to get here ("base64", "string concatenation, -f format")
 * @text: UTF-8, the text after the step
 * @before_start: where the step begins in the parent's text
 * @before_length: how much of the parent's text it replaces
 * @map: (element-type VdtScriptMapping): ascending, without overlap; what
 *   lies between two entries is unchanged text
 * @lines: (element-type gsize) (nullable): where each line but the first begins
 */
typedef struct
{
  guint          index;
  int            parent;
  VdtScriptLang  lang;
  char          *rule;
  char          *text;
  gsize          length;
  gsize          before_start;
  gsize          before_length;
  GArray        *map;
  GArray        *lines;
} VdtScriptLayer;

typedef enum
{
  VDT_SCRIPT_COMMAND_RUN,     /* a command, cmdlet or program with its arguments */
  VDT_SCRIPT_COMMAND_METHOD,  /* a .NET or COM method: "System.Net.WebClient::DownloadString" */
  VDT_SCRIPT_COMMAND_ASSIGN   /* a property, variable or environment variable is set: name, one argument */
} VdtScriptCommandKind;

/**
 * VdtScriptCommand:
 * @name: the name after evaluation, aliases expanded ("Invoke-WebRequest", "curl")
 * @args: (element-type utf8): the arguments after evaluation, quotes removed;
 *   what could not be known stays as its source text
 * @redirects: (element-type utf8): ">file", "2>&1", … after evaluation
 * @text: the whole command as an analyst would write it
 * @pipeline: commands with the same number are one pipeline, in order
 * @layer: the layer whose text holds the command
 * @start: byte offset in that layer
 */
typedef struct
{
  guint                 id;
  VdtScriptCommandKind  kind;
  VdtScriptLang         lang;
  char                 *name;
  GPtrArray            *args;
  GPtrArray            *redirects;
  char                 *text;
  guint                 pipeline;
  guint                 layer;
  gsize                 start;
  gsize                 length;
} VdtScriptCommand;

/* An executable or shellcode carried inside the script; never kept, only named. */
typedef struct
{
  char  *kind;     /* "PE executable (64-bit)", "PE library (32-bit)", "ELF executable", "shellcode (likely)" … */
  gsize  size;
  char  *sha256;
  guint  layer;
  gsize  start;
  gsize  length;
} VdtScriptPayload;

/**
 * VdtScriptResult:
 * @layers: (element-type VdtScriptLayer): [0] is the script itself
 * @output: what the script comes down to, all layers put back in place
 * @commands: (element-type VdtScriptCommand): in the order of execution
 * @notes: (element-type utf8): plain sentences: limits reached, damaged
 *   parts of the script, what could not be decoded
 */
typedef struct
{
  VdtScriptLang     lang;
  GPtrArray        *layers;
  char             *output;
  gsize             output_length;
  GPtrArray        *commands;
  GPtrArray        *payloads;
  GPtrArray        *findings;
  GPtrArray        *indicators;
  GPtrArray        *techniques;
  GPtrArray        *explanation;
  GPtrArray        *notes;
  VdtScriptVerdict  verdict;
  VdtScriptReached  reached;
} VdtScriptResult;

G_END_DECLS

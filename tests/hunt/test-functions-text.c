/* test-functions-text.c
 *
 * Text, regular expressions, encodings and addresses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "functions-cases.h"

static void
test_text (void)
{
  static const FunctionCase cases[] = {
    { "kql_substring('Kusto', 1, 2)", "us" },
    { "kql_substring('Kusto', -3, -1)", "sto" },
    { "kql_substring('na\xc3\xafve', 2, 2)", "\xc3\xafv" },
    { "kql_substring('abc', 5, 1)", "" },
    { "kql_split('a__b', '_', NULL)", "[\"a\",\"\",\"b\"]" },
    { "kql_split('', '_', NULL)", "[\"\"]" },
    { "kql_split('aaa_bbb_ccc', '_', 1)", "[\"bbb\"]" },
    { "kql_split('a_b', '_', 5)", NULL },
    { "kql_split('a\"b', '_', NULL)", "[\"a\\\"b\"]" },
    { "kql_split_part('a@b.example', '@', 1)", "b.example" },
    { "kql_split_part('a/b/c', '/', -1)", "c" },
    { "kql_split_part('a/b/c', '/', -4)", "" },
    { "kql_split_part('a/b/c', '/', 3)", "" },
    { "kql_indexof('abcabc', 'c', 0, -1, 2)", "5" },
    { "kql_indexof('abcabc', 'b', 2, -1, 1)", "4" },
    { "kql_indexof('abcabc', 'b', 2, 2, 1)", "-1" },
    { "kql_indexof('\xc3\xa4\xc3\xb6x', 'x', 0, -1, 1)", "2" },
    { "kql_countof('aaaa', 'aa')", "3" },
    { "kql_translate('krasp', 'otsku', 'spark')", "kusto" },
    { "kql_translate('abc', 'x', 'abcd')", "xxxd" },
    { "kql_translate('abc', '', 'abd')", "d" },
    { "kql_replace_strings('This is it', '[\"is\",\"it\"]', '[\"was\",\"so\"]')", "Thwas was so" },
    { "kql_replace_strings('This is', '[\"This\",\"is\"]', '[\"This\",\"was\"]')", "This was" },
    { "kql_replace_strings('This is', '[\"is\",\"This\"]', '[\"was\",\"x\"]')", "Thwas was" },
    { "kql_substring('x', -2, 5)", "" },
    { "kql_indexof('abc', '', 0, -1, 1)", NULL },
    { "kql_has_any_index('one TWO three', '[\"zwei\",\"two\"]')", "1" },
    { "kql_has_any_index('one', '[\"x\"]')", "-1" },
    { "kql_strrep('ab', 3, '.')", "ab.ab.ab" },
    { "kql_strcmp('a', 'b')", "-1" },
    { "kql_tohex(-256, 0)", "ffffffffffffff00" },
    { "kql_tohex_int(-256, 8)", "ffffff00" },
    { "kql_tohex(256, 8)", "00000100" },
    { "kql_codepoints_to_string(kql_codepoints_from_string('K\xc3\xa9'), '116')", "K\xc3\xa9t" },
    { "kql_isascii('a\xc3\xa9')", "false" },
    { "kql_format_bytes(2684354560, 2, '')", "2.5 GB" },
    { "kql_format_bytes(500, 0, '')", "500 Bytes" },
    { "kql_format_bytes(2048, 0, 'KB')", "2 KB" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_regex (void)
{
  static const FunctionCase cases[] = {
    { "kql_matches_regex('run cmd.exe', 'cmd\\.exe$')", "true" },
    { "kql_matches_regex('a' || chr(10), 'a$')", "false" },
    { "kql_matches_regex('x', '(')", "false" },
    { "kql_matches_regex('CMD', '(?i)cmd')", "true" },
    { "(SELECT count(*) FROM range(3000) AS r(i) WHERE kql_matches_regex(i::VARCHAR, '^' || (i % 7) || '$'))", "7" },
    { "kql_extract('x=([0-9.]+)', 1, 'hello x=45.6|wo')", "45.6" },
    { "kql_extract('x=([0-9.]+)', 0, 'hello x=45.6|wo')", "x=45.6" },
    { "kql_extract('(a)|(b)', 2, 'a')", "" },
    { "kql_extract('(a)', 7, 'a')", "" },
    { "kql_extract_all('(\\d+)', NULL, 'numbers: 12, 5 and 7')", "[\"12\",\"5\",\"7\"]" },
    { "kql_extract_all('(\\w)(\\w+)(\\w)', '[1,3]', '82b8be2d-dfa7')", "[[\"8\",\"d\"],[\"d\",\"7\"]]" },
    { "kql_extract_all('(?P<f>\\w)(\\w+)', '[\"f\"]', 'abc de')", "[\"a\",\"d\"]" },
    { "kql_extract_all('(\\d+)', NULL, 'none')", NULL },
    { "kql_extract_all('x', '[1,2,0]', 'axb')", "[[\"\",\"\",\"x\"]]" },
    { "kql_replace_regex('abc', 'b', '<\\7>')", "a<>c" },
    { "kql_replace_regex('Number is 10', '(\\d+)', '<\\1>')", "Number is <10>" },
    { "kql_replace_regex('aaa', 'x*', '-')", "-a-a-a-" },
    { "kql_replace_regex('abc', '(', '-')", "abc" },
    { "kql_replace_regex('a.b', '\\.', '\\\\')", "a\\b" },
    { "kql_trim('x', 'xxabcxx')", "xabcx" },
    { "kql_trim('--', '--https://example.com--')", "https://example.com" },
    { "kql_trim_start('\\s+', '    Hello  ')", "Hello  " },
    { "kql_trim_end('[^\\w]+', '- Te st1// $ ')", "- Te st1" },
    { "kql_countof_regex('abcabc', 'a.c')", "2" },
    { "kql_indexof_regex('abcabc', 'a.c', 0, -1, 2)", "3" },
    { "kql_regex_quote('(so$me.Te^xt)')", "\\(so\\$me\\.Te\\^xt\\)" },
    { "kql_regex_groups('k=v; n=5', '(\\w)=(\\w); (\\w)=(\\d)')", "[k, v, n, 5]" },
    { "kql_regex_groups('k', '(\\d)')", NULL },
    { "kql_matches_regex(repeat('a', 5000), '(a+)+b')", "false" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_encode (void)
{
  static const FunctionCase cases[] = {
    { "kql_base64_encode('Kusto')", "S3VzdG8=" },
    { "kql_base64_decode('S3VzdG8=')", "Kusto" },
    { "kql_base64_decode('U3RyaW5n0KHR0tGA0L7Rh9C60LA')", "" },
    { "kql_base64_decode('/w==')", "" },
    { "hex(kql_base64_decode('aQBlAA=='))", "69006500" },
    { "kql_base64_decode_toarray('S3U=')", "[75,117]" },
    { "kql_base64_decode_toarray('%')", NULL },
    { "kql_base64_encode_fromarray('[75,117]')", "S3U=" },
    { "kql_base64_encode_fromguid('ae3133f2-6e22-49ae-b06a-16e6a9b212eb')", "8jMxriJurkmwahbmqbIS6w==" },
    { "kql_base64_decode_toguid('8jMxriJurkmwahbmqbIS6w==')", "ae3133f2-6e22-49ae-b06a-16e6a9b212eb" },
    { "kql_zlib_decompress('eJwLSS0uUSguKcrMS1cwNDIGACxqBQ4=')", "Test string 123" },
    { "kql_gzip_decompress(kql_gzip_compress('1234567890qwertyuiop'))", "1234567890qwertyuiop" },
    { "kql_zlib_decompress(kql_zlib_compress(repeat('x', 100000))) = repeat('x', 100000)", "true" },
    { "kql_gzip_decompress('aGVsbG8=')", "" },
    { "kql_url_encode('https://example.com/a b?q=\xc3\xa9')", "https://example.com/a%20b?q=%C3%A9" },
    { "kql_url_encode_component('a/b c')", "a%2Fb%20c" },
    { "kql_url_decode('https%3a%2f%2fexample.com%2f%C3%A9+x%')", "https://example.com/\xc3\xa9 x%" },
    { "kql_url_decode('%ff')", "" },
    { "kql_md5('World')", "f5a7924e621e84c9280a9a27e1bcb7f6" },
    { "kql_sha1('World')", "70c07ec18ef89c5309bbb0937f3a6342411e1fdd" },
    { "kql_sha256('')", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "kql_hash('World', 0)", "1846988464401551951" },
    { "kql_hash('World', 100)", "51" },
    { "kql_hash('', 0)", "-1205034819632174695" },
    { "kql_hash('xxhash of more than thirty-two bytes of text', 0) <> 0", "true" },
    { "kql_punycode_from_string('acadmie-franaise-npb1a')", "acad\xc3\xa9mie-fran\xc3\xa7""aise" },
    { "kql_punycode_to_string('acad\xc3\xa9mie-fran\xc3\xa7""aise')", "acadmie-franaise-npb1a" },
    { "kql_punycode_domain_from_string('xn--Mnchen-3ya.Example')", "M\xc3\xbcnchen.Example" },
    { "kql_punycode_domain_to_string('m\xc3\xbcnchen.example')", "xn--mnchen-3ya.example" },
    { "kql_punycode_domain_from_string('xn--99999999.example')", "" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_address (void)
{
  static const FunctionCase cases[] = {
    { "kql_parse_ipv4('192.0.2.1')", "3221225985" },
    { "kql_parse_ipv4('192.0.2.77/24')", "3221225984" },
    { "kql_parse_ipv4('192.0.2.256')", NULL },
    { "kql_parse_ipv4('192.0.2')", NULL },
    { "kql_parse_ipv4('192.0.2.1x')", NULL },
    { "kql_parse_ipv4_mask('192.0.2.77', 24)", "3221225984" },
    { "kql_parse_ipv6('192.0.2.1')", "0000:0000:0000:0000:0000:ffff:c000:0201" },
    { "kql_parse_ipv6('fe80::85d:e82c:9446:7994/120')", "fe80:0000:0000:0000:085d:e82c:9446:7900" },
    { "kql_parse_ipv6('nonsense')", "" },
    { "kql_ipv4_compare('192.0.2.1/24', '192.0.2.255/24', 32)", "0" },
    { "kql_ipv4_compare('192.0.2.1', '192.0.2.255', 32)", "-1" },
    { "kql_ipv4_is_match('192.0.2.1', '192.0.2.9', 24)", "true" },
    { "kql_ipv6_compare('::ffff:192.0.2.1', '192.0.2.1', 128)", "0" },
    { "kql_ipv6_is_match('2001:db8::1', '2001:db8::2', 120)", "true" },
    { "kql_ipv4_is_private('10.1.2.3')", "true" },
    { "kql_ipv4_is_private('172.32.0.1')", "false" },
    { "kql_ipv4_is_private('host')", NULL },
    { "kql_ipv4_is_in_range('192.0.2.7', '192.0.2.0/24')", "true" },
    { "kql_ipv4_is_in_range('198.51.100.7', '192.0.2.0/24')", "false" },
    { "kql_ipv4_is_in_range('x', '192.0.2.0/24')", NULL },
    { "kql_ipv4_is_in_any_range('198.51.100.7', '[\"192.0.2.0/24\",\"198.51.100.0/24\"]')", "true" },
    { "kql_ipv6_is_in_range('2001:db8::9', '2001:db8::/32')", "true" },
    { "kql_ipv6_is_in_any_range('2001:db9::9', '[\"2001:db8::/32\"]')", "false" },
    { "kql_ipv4_netmask_suffix('10.0.0.0/8')", "8" },
    { "kql_format_ipv4('3221225985', 24)", "192.0.2.0" },
    { "kql_format_ipv4_mask('192.0.2.1', 24)", "192.0.2.0/24" },
    { "kql_format_ipv4('192.0.2.1', -1)", "" },
    { "kql_ipv4_range_to_cidr_list('192.0.2.0', '192.0.2.6')", "[\"192.0.2.0/30\",\"192.0.2.4/31\",\"192.0.2.6/32\"]" },
    { "kql_ipv4_range_to_cidr_list('0.0.0.0', '255.255.255.255')", "[\"0.0.0.0/0\"]" },
    { "kql_has_ipv4('05:04:54 192.0.2.1 GET /x', '192.0.2.1')", "true" },
    { "kql_has_ipv4('05:04:54192.0.2.1 GET /x', '192.0.2.1')", "false" },
    { "kql_has_ipv4('192.0.2.13', '192.0.2.1')", "false" },
    { "kql_has_ipv4_prefix('05:04:54 192.0.2.1 GET', '192.0.')", "true" },
    { "kql_has_ipv4_prefix('05:04:54 192.0.2.1 GET', '192.0')", "false" },
    { "kql_has_any_ipv4('a 192.0.2.1', '[\"192.0.2.256\",\"192.0.2.1\"]')", "true" },
    { "kql_has_any_ipv4_prefix('a 192.0.2.1', '[\"10.\",\"192.\"]')", "true" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/functions/text", test_text);
  g_test_add_func ("/hunt/functions/regex", test_regex);
  g_test_add_func ("/hunt/functions/encode", test_encode);
  g_test_add_func ("/hunt/functions/address", test_address);

  return g_test_run ();
}

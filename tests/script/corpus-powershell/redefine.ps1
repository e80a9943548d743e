function f($s){$s}
$a = f (function f($s){1}) $(function f($s){whoami}; 2)
f $a

"""Five hundred strings that break software: each is tried as a text and as what is told of one.

Written for these tests; where a family has a system, it is made by it.
"""

_SPACES = [chr(code) for code in (0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)]
_UNSEEN = [chr(code) for code in (0xAD, 0x34F, 0x61C, 0x180E, *range(0x2060, 0x2070), 0xFE0F, 0xFEFF, 0xFFF9, 0xE0001)]
_DIRECTIONS = [chr(code) for code in (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
_CONTROLS = [chr(code) for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))]
_NO_CHARACTERS = [chr(code) for code in (0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xE000, 0xF8FF, 0xFFFD, 0xFFFC)]
_MARKS = "\u0300\u0301\u0316\u0317\u0321\u0334\u0337\u0338\u0340\u0353\u0359\u0489\u20dd\u1ab0"

_WORDS = """
undefined null NULL None nil NaN Infinity -Infinity true false TRUE False yes no on off ~ [] {} () "" '' ``
'"' "'" 0 -0 1 -1 1.0 1,000.00 1e309 -1e309 1/0 0x10 0b1 0o7 007 1_000 ٣ ½ ⅷ ² ௧ 99999999999999999999
2147483648 -2147483649 9223372036854775808 1.7976931348623157e+309 4.9e-324 0.1+0.2 +1 --1 1e 1..2 １２３
۱۲۳ 2025-02-30 0000-00-00 9999-12-31 24:00 T00:00 -0001-11-30 12/31/69 $1 ${x} {{x}} {%x%} <%=x%> #{x} %s
%d %n %x %% %(a)s {0} {a.b} {!r} \\ \\\\ \\n \\0 \\x00 \\u0000 \\ud800 \\U0001F600 &amp; &lt;b&gt; &#0;
&#x110000; &#128; &nbsp; &bogus; &amp;amp; <b> </b> <b <b>x <!-- --> <!-- <![CDATA[ ]]> <?php ?> <?xml?>
<!DOCTYPE> <!ENTITY> <script>alert(1)</script> <img/src=x/onerror=alert(1)> <svg/onload=x>
<a/href=javascript:x> javascript:alert(1) data:text/html,x vbscript:x "><i> '><i> "onclick=" <iframe>
<style>*{} </textarea> <plaintext> <noscript> <math> <base/href=//x> <meta/http-equiv=refresh> <form>
<input> <template> <body> </html> <li> <td> ' '' '-- '; "; ') ") 1;-- 1'or'1'='1 1"or"1"="1 ';drop-- /**/
@@version xp_cmdshell(1) union/**/select %27 %00 %0a %0d%0a ../ ../../etc/passwd ..\\..\\x /etc/passwd
C:\\x \\\\x\\y file:///x //x ~/x .. . / * ? | & ; $(x) `x` ;x |x &&x $HOME %PATH% > >> < CON PRN AUX NUL
COM1 LPT1 .htaccess .git __proto__ constructor __class__ __init__ toString hasOwnProperty self this class
def lambda import exec eval DROP SELECT INSERT admin root test example sample unknown anonymous Test Null
Void Smith O’Neil O'Neil D’Arcy McDonald-Ng Þór Ægir Øystein Ł Ñ Ç ß ẞ ſ ﬁ Ǆ İ ı Σ ς Å Å ñ ñ é é 가 각 한글
日本語 部落格 ひらがな カタカナ ﾊﾝｶｸ 中文字 繁體 简体 العربية עברית فارسی हिन्दी தமிழ் ไทย ខ្មែរ မြန်မာ
ქართული Հայերեն አማርኛ ᚠᛇᚻ 𐍈 𝔘𝔫𝔦 𝒻 𝟘 Ⓐ ⒜ ㏂ ℃ №7 ™ © ® † ‡ § ¶ • ‣ … ‥ ‐ ‑ ‒ – — ― ⸺ ‘’ “” „“ «» ‹› 「」 『』
‚‛ ‟ ″ ′ ‴ ʼ ` ´ ¨ ˆ ˜ ¯ ¸ ˙ ˚ ˝ ˇ ¡ ¿ ‽ ⁇ ⁈ ¢ £ ¥ € ₹ ₿ ¤ ∞ ≠ ≤ ∑ √ ∂ ∅ ← ⇒ ↯ ☃ ☠ ⚖ ♥ ✓ ✗ ❤️ 😀 👩🏽
👨‍👩‍👧‍👦 🏳️‍🌈 🇺🇸 🇺 👍🏿 ✋🏻 0️⃣ #️⃣ 🐟 𓀀 𝄞 🀄 🂡 ﷽ ﷺ ꙮ ⃝ ̈ ͏ ᅟ ㅤ ﾠ ⠀ ⁣ ʹ ; ͵ Α А A ᴀ Ꭺ ꓮ Ａ 𝐀 раураl
аpple ɐqɔ ʇsǝʇ zalgo (╯°□°）╯ ¯\\_(ツ)_/¯ # ## ###### #hash @at *a* **b** _c_ ~~d~~ `e` ``` ``` ~~~ --- ***
___ === +++ > >>> - + 1. 1) [a](b) [a]: ![a](b) [[a]] [^1] <http://x> :smile: |a|b| $$x$$ {.a} {{<a>}} [a
[a] a] (a [gallery] [caption] [/caption] [b/] [a=b] \\[a] \\* \\# title: date: by: --- Headline: Date: : ::
key: {a:b} [a,b] &a *a !!a !a @a %a |a ? - a:b a: "a 'a a" a' \t \r\n "\\" ',' ";" =1+1 =cmd|x +1+1 -1+1
@SUM(1) \ufeff http://example.org https://例え.jp http://[::1]/ http://a:b@c:99999/ http:///x mailto:a@b
tel:1 ftp://x HTTP://X https: //a.b a@b a@b@c @ a@ "a"@b 127.0.0.1 ::1 localhost 0.0.0.0 1.2.3 v1.0.0-rc
sha256: 0xdeadbeef deadbeef 6ba7b810-9dad-11d1-80b4
"""

NAUGHTY = list(
    dict.fromkeys(
        [
            *_WORDS.split(),
            *(f"a{character}b" for character in _SPACES + _UNSEEN + _DIRECTIONS + _CONTROLS + _NO_CHARACTERS),
            "".join(letter + _MARKS for letter in "salt"),
            "a" + "\u0301" * 500,
            "\u202eright to left\u202c",
            "\u2066a\u2069\u202e",
            "العربية and English in עברית",
            "x" * 10_000,
            "\U0001f469\u200d" * 100,
            "<b>" * 300,
            "[" * 300,
            "(" * 300,
            "{" * 300,
            "*" * 300,
            "&" * 300,
            "'" * 300,
            '"' * 300,
            "\\" * 300,
            "-" * 300,
            "# " * 300,
            "> " * 60,
            "1. " * 60,
            "9" * 5_000,
            "a b " * 2_000,
        ]
    )
)
